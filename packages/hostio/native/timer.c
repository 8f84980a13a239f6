/* Timers in microseconds, where libuv's are in milliseconds: timerfd_create(2) on Node's event loop. */
#include "hostio.h"
#include <sys/timerfd.h>
#include <uv.h>

typedef struct {
    uv_poll_t poll;
    int fd;
    int owners;
    napi_env env;
    napi_ref on_expired;
    napi_async_cleanup_hook_handle hook;
} Timer;

static void release(Timer *timer)
{
    if (--timer->owners == 0) free(timer);
}

static void finalize(napi_env env, void *data, void *hint)
{
    (void)env, (void)hint;
    release(data);
}

static void on_closed(uv_handle_t *handle)
{
    Timer *timer = handle->data;
    napi_remove_async_cleanup_hook(timer->hook);
    release(timer);
}

static void close_timer(Timer *timer)
{
    if (timer->fd < 0) return;
    uv_poll_stop(&timer->poll);
    uv_close((uv_handle_t *)&timer->poll, on_closed);
    close(timer->fd);
    timer->fd = -1;
    napi_delete_reference(timer->env, timer->on_expired);
}

static void on_teardown(napi_async_cleanup_hook_handle hook, void *data)
{
    (void)hook;
    close_timer(data);
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
    (void)status, (void)events;
    Timer *timer = poll->data;
    napi_env env = timer->env;
    uint64_t times;
    if (read(timer->fd, &times, sizeof times) != sizeof times) return; /* armed anew meanwhile */
    napi_handle_scope scope;
    if (napi_open_handle_scope(env, &scope) != napi_ok) return;
    call_back(env, timer->on_expired, 0, NULL);
    napi_close_handle_scope(env, scope);
}

/* openTimer(onExpired()): external; it keeps nothing alive while it is not closed but the process itself */
static napi_value open_timer(napi_env env, napi_callback_info info)
{
    ARGUMENTS(1);
    uv_loop_t *loop;
    if (napi_get_uv_event_loop(env, &loop) != napi_ok) return fail(env, EINVAL, "uv_poll");
    int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (fd < 0) return fail(env, errno, "timerfd_create");
    Timer *timer = calloc(1, sizeof *timer);
    int error = timer == NULL ? -ENOMEM : uv_poll_init(loop, &timer->poll, fd);
    if (error) {
        close(fd);
        free(timer);
        return fail(env, -error, "uv_poll");
    }
    timer->fd = fd;
    timer->env = env;
    timer->poll.data = timer;
    timer->owners = 2;
    napi_value result;
    napi_create_reference(env, argv[0], 1, &timer->on_expired);
    napi_add_async_cleanup_hook(env, on_teardown, timer, &timer->hook);
    uv_poll_start(&timer->poll, UV_READABLE, on_readable);
    napi_create_external(env, timer, finalize, NULL, &result);
    return result;
}

/* armTimer(timer, microseconds): once, from now; 0 disarms */
static napi_value arm_timer(napi_env env, napi_callback_info info)
{
    ARGUMENTS(2);
    Timer *timer;
    double microseconds = -1;
    napi_get_value_double(env, argv[1], &microseconds);
    if (napi_get_value_external(env, argv[0], (void **)&timer) != napi_ok || timer->fd < 0)
        return fail(env, EBADF, "timerfd_settime");
    if (!(microseconds >= 0 && microseconds < 1e15)) return fail(env, EINVAL, "timerfd_settime");
    uint64_t whole = microseconds;
    struct itimerspec when = {.it_value = {.tv_sec = whole / 1000000, .tv_nsec = whole % 1000000 * 1000}};
    return timerfd_settime(timer->fd, 0, &when, NULL) ? fail(env, errno, "timerfd_settime") : NULL;
}

static napi_value close_timer_handle(napi_env env, napi_callback_info info)
{
    ARGUMENTS(1);
    Timer *timer;
    if (napi_get_value_external(env, argv[0], (void **)&timer) == napi_ok) close_timer(timer);
    return NULL;
}

void export_timer(napi_env env, napi_value exports)
{
    export_function(env, exports, "openTimer", open_timer);
    export_function(env, exports, "armTimer", arm_timer);
    export_function(env, exports, "closeTimer", close_timer_handle);
}
