/* What all parts of the addon use, and the addon's entry. */
#include "hostio.h"
#include <stdio.h>
#include <time.h>
#include <uv.h>

napi_value fail(napi_env env, int error, const char *call)
{
    char name[32], reason[160], message[256];
    uv_err_name_r(-error, name, sizeof name);
    uv_strerror_r(-error, reason, sizeof reason);
    snprintf(message, sizeof message, "%s: %s, %s", name, reason, call);
    napi_throw_error(env, name, message);
    return NULL;
}

int32_t integer(napi_env env, napi_value value)
{
    int32_t result = -1;
    napi_get_value_int32(env, value, &result);
    return result;
}

uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int read_address(napi_env env, napi_value value, struct sockaddr_un *address)
{
    size_t length;
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (napi_get_value_string_utf8(env, value, NULL, 0, &length) != napi_ok) return EINVAL;
    if (length >= sizeof address->sun_path) return ENAMETOOLONG;
    napi_get_value_string_utf8(env, value, address->sun_path, sizeof address->sun_path, &length);
    return length == 0 || strlen(address->sun_path) != length ? EINVAL : 0;
}

void export_function(napi_env env, napi_value exports, const char *name, napi_callback call)
{
    napi_value function;
    napi_create_function(env, name, NAPI_AUTO_LENGTH, call, NULL, &function);
    napi_set_named_property(env, exports, name, function);
}

NAPI_MODULE_INIT()
{
    export_pty(env, exports);
    export_pty_reader(env, exports);
    export_file_lock(env, exports);
    export_datagram(env, exports);
    export_exchange(env, exports);
    export_sparse(env, exports);
    export_copy(env, exports);
    export_shared(env, exports);
    export_scheduling(env, exports);
    export_udp(env, exports);
    export_timer(env, exports);
    export_packet_socket(env, exports);
    return exports;
}
