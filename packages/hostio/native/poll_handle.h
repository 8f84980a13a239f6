/*
 * A descriptor that JavaScript watches on Node's event loop. Whatever embeds a PollHandle has it as its first member, and
 * lives until libuv has let go of `poll` and JavaScript of the external.
 */
#ifndef POLL_HANDLE_H
#define POLL_HANDLE_H

#include "hostio.h"
#include <uv.h>

#define MAX_KEPT 3

typedef struct PollHandle {
    uv_poll_t poll;
    int fd; /* -1 once it is closed */
    bool owns_fd;
    int owners;
    /* Handles of libuv that are to be closed: `poll`, and what on_close closes. */
    int open_handles;
    void (*on_close)(struct PollHandle *handle);
    napi_env env;
    napi_ref kept[MAX_KEPT]; /* the callback first */
    napi_async_cleanup_hook_handle hook;
} PollHandle;

/*
 * `size` bytes of zeros around a handle of `fd`, not watched yet. NULL: it has thrown, in the name of `call`, and an `fd`
 * of its own is closed.
 */
void *new_poll_handle(napi_env env, size_t size, int fd, bool owns_fd, const char *call);

/* Watches from now on; `kept` lives as long as the handle is open, its callback first. The external. */
napi_value watch(PollHandle *handle, uv_poll_cb on_readable, size_t count, const napi_value *kept);

/* For uv_close of whatever else belongs to the handle, which is its `data`. */
void on_poll_handle_closed(uv_handle_t *part);

/* The open handle behind an external, or NULL. */
void *open_handle(napi_env env, napi_value external);

/* Calls the callback; what that throws is an uncaught exception. Inside a handle scope. */
void call_kept(PollHandle *handle, size_t count, const napi_value *arguments);

/* closeX(handle): nothing is called back any more. Closing twice is allowed. */
napi_value close_poll_handle(napi_env env, napi_callback_info info);

#endif
