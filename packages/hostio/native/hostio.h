/*
 * Host calls that Node does not offer. Every descriptor made here is close-on-exec. Failures throw an Error
 * whose `code` is the errno name.
 */
#ifndef HOSTIO_H
#define HOSTIO_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#define NAPI_VERSION 9
#include <errno.h>
#include <node_api.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define ARGUMENTS(count)            \
    napi_value argv[count] = {0};   \
    size_t argc = count;            \
    if (napi_get_cb_info(env, info, &argc, argv, NULL, NULL) != napi_ok) return NULL

/* Throws; to be returned. */
napi_value fail(napi_env env, int error, const char *call);

/* -1 for anything that is no integer. */
int32_t integer(napi_env env, napi_value value);

/* Of the monotonic clock. */
uint64_t now_ns(void);

/* Whole paths only: a longer one is refused, never cut, and a NUL would name another file. Returns an errno. */
int read_address(napi_env env, napi_value value, struct sockaddr_un *address);

/* What each file adds to the module. */
void export_function(napi_env env, napi_value exports, const char *name, napi_callback call);
void export_pty(napi_env env, napi_value exports);
void export_pty_reader(napi_env env, napi_value exports);
void export_file_lock(napi_env env, napi_value exports);
void export_datagram(napi_env env, napi_value exports);
void export_exchange(napi_env env, napi_value exports);
void export_sparse(napi_env env, napi_value exports);
void export_copy(napi_env env, napi_value exports);
void export_shared(napi_env env, napi_value exports);
void export_scheduling(napi_env env, napi_value exports);
void export_udp(napi_env env, napi_value exports);
void export_timer(napi_env env, napi_value exports);
void export_packet_socket(napi_env env, napi_value exports);

#endif
