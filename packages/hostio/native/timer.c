/* Timers in microseconds, where libuv's are in milliseconds: timerfd_create(2) on Node's event loop. */
#include "poll_handle.h"
#include <sys/timerfd.h>

static void on_readable(uv_poll_t *poll, int status, int events)
{
    (void)status, (void)events;
    PollHandle *timer = poll->data;
    uint64_t times;
    if (read(timer->fd, &times, sizeof times) != sizeof times) return; /* armed anew meanwhile */
    napi_handle_scope scope;
    if (napi_open_handle_scope(timer->env, &scope) != napi_ok) return;
    call_kept(timer, 0, NULL);
    napi_close_handle_scope(timer->env, scope);
}

/* openTimer(onExpired()): external; it keeps nothing alive while it is not closed but the process itself */
static napi_value open_timer(napi_env env, napi_callback_info info)
{
    ARGUMENTS(1);
    int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (fd < 0) return fail(env, errno, "timerfd_create");
    PollHandle *timer = new_poll_handle(env, sizeof *timer, fd, true, "uv_poll");
    return timer == NULL ? NULL : watch(timer, on_readable, 1, argv);
}

/* armTimer(timer, microseconds): once, from now; 0 disarms */
static napi_value arm_timer(napi_env env, napi_callback_info info)
{
    ARGUMENTS(2);
    PollHandle *timer = open_handle(env, argv[0]);
    double microseconds = -1;
    napi_get_value_double(env, argv[1], &microseconds);
    if (timer == NULL) return fail(env, EBADF, "timerfd_settime");
    if (!(microseconds >= 0 && microseconds < 1e15)) return fail(env, EINVAL, "timerfd_settime");
    uint64_t whole = microseconds;
    struct itimerspec when = {.it_value = {.tv_sec = whole / 1000000, .tv_nsec = whole % 1000000 * 1000}};
    return timerfd_settime(timer->fd, 0, &when, NULL) ? fail(env, errno, "timerfd_settime") : NULL;
}

void export_timer(napi_env env, napi_value exports)
{
    export_function(env, exports, "openTimer", open_timer);
    export_function(env, exports, "armTimer", arm_timer);
    export_function(env, exports, "closeTimer", close_poll_handle);
}
