/* The life of a watched descriptor: opened, closed by JavaScript or with its environment, freed by whoever goes last. */
#include "poll_handle.h"

static void release(PollHandle *handle)
{
    if (--handle->owners == 0) free(handle);
}

static void finalize(napi_env env, void *data, void *hint)
{
    (void)env, (void)hint;
    release(data);
}

void on_poll_handle_closed(uv_handle_t *part)
{
    PollHandle *handle = part->data;
    if (--handle->open_handles > 0) return;
    napi_remove_async_cleanup_hook(handle->hook);
    release(handle);
}

static void close_handle(PollHandle *handle)
{
    if (handle->fd < 0) return;
    uv_poll_stop(&handle->poll);
    uv_close((uv_handle_t *)&handle->poll, on_poll_handle_closed);
    if (handle->on_close != NULL) handle->on_close(handle);
    if (handle->owns_fd) close(handle->fd);
    handle->fd = -1;
    for (int i = 0; i < MAX_KEPT && handle->kept[i] != NULL; i++) napi_delete_reference(handle->env, handle->kept[i]);
}

/* Also when a worker is ended by force: Node waits until on_poll_handle_closed has removed the hook. */
static void on_teardown(napi_async_cleanup_hook_handle hook, void *data)
{
    (void)hook;
    close_handle(data);
}

void *new_poll_handle(napi_env env, size_t size, int fd, bool owns_fd, const char *call)
{
    uv_loop_t *loop;
    PollHandle *handle = calloc(1, size);
    int error = handle == NULL                                    ? -ENOMEM
                : napi_get_uv_event_loop(env, &loop) != napi_ok ? -EINVAL
                                                                  : uv_poll_init(loop, &handle->poll, fd);
    if (error) {
        if (owns_fd) close(fd);
        free(handle);
        fail(env, -error, call);
        return NULL;
    }
    handle->poll.data = handle;
    handle->fd = fd;
    handle->owns_fd = owns_fd;
    handle->env = env;
    handle->owners = 2;
    handle->open_handles = 1;
    return handle;
}

napi_value watch(PollHandle *handle, uv_poll_cb on_readable, size_t count, const napi_value *kept)
{
    napi_value result;
    for (size_t i = 0; i < count; i++) napi_create_reference(handle->env, kept[i], 1, &handle->kept[i]);
    napi_add_async_cleanup_hook(handle->env, on_teardown, handle, &handle->hook);
    uv_poll_start(&handle->poll, UV_READABLE, on_readable);
    napi_create_external(handle->env, handle, finalize, NULL, &result);
    return result;
}

void *open_handle(napi_env env, napi_value external)
{
    PollHandle *handle;
    return napi_get_value_external(env, external, (void **)&handle) == napi_ok && handle->fd >= 0 ? handle : NULL;
}

void call_kept(PollHandle *handle, size_t count, const napi_value *arguments)
{
    napi_value function, global, error;
    napi_env env = handle->env;
    napi_get_reference_value(env, handle->kept[0], &function);
    napi_get_global(env, &global);
    napi_make_callback(env, NULL, global, function, count, arguments, NULL);
    bool pending = false;
    napi_is_exception_pending(env, &pending);
    if (pending && napi_get_and_clear_last_exception(env, &error) == napi_ok) napi_fatal_exception(env, error);
}

napi_value close_poll_handle(napi_env env, napi_callback_info info)
{
    ARGUMENTS(1);
    PollHandle *handle = open_handle(env, argv[0]);
    if (handle != NULL) close_handle(handle);
    return NULL;
}
