/* sched_setscheduler(2). */
#include "hostio.h"
#include <sched.h>

/* Of this thread. */
static napi_value schedule_as_batch(napi_env env, napi_callback_info info)
{
    (void)info;
    struct sched_param none = {0};
    return sched_setscheduler(0, SCHED_BATCH, &none) ? fail(env, errno, "sched_setscheduler") : NULL;
}

void export_scheduling(napi_env env, napi_value exports)
{
    export_function(env, exports, "scheduleAsBatch", schedule_as_batch);
}
