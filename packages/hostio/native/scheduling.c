/* sched_setscheduler(2), personality(2). */
#include "hostio.h"
#include <sched.h>
#include <sys/personality.h>

/* Of this thread. */
static napi_value schedule_as_batch(napi_env env, napi_callback_info info)
{
    (void)info;
    struct sched_param none = {0};
    return sched_setscheduler(0, SCHED_BATCH, &none) ? fail(env, errno, "sched_setscheduler") : NULL;
}

/* Of this thread and what it starts. False: refused, as seccomp filters of containers do. */
static napi_value fix_addresses(napi_env env, napi_callback_info info)
{
    (void)info;
    int now = personality(0xffffffff);
    bool done = now != -1 && personality((unsigned long)now | ADDR_NO_RANDOMIZE) != -1;
    napi_value result;
    return napi_get_boolean(env, done, &result) == napi_ok ? result : NULL;
}

void export_scheduling(napi_env env, napi_value exports)
{
    export_function(env, exports, "scheduleAsBatch", schedule_as_batch);
    export_function(env, exports, "fixAddresses", fix_addresses);
}
