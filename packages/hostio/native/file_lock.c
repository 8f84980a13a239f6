/* Open-file-description locks; fcntl(2). */
#include "hostio.h"
#include <fcntl.h>
#include <stdbool.h>

static napi_value try_lock(napi_env env, napi_callback_info info)
{
    ARGUMENTS(2);
    bool shared = false;
    napi_get_value_bool(env, argv[1], &shared);
    struct flock lock = {.l_type = shared ? F_RDLCK : F_WRLCK, .l_whence = SEEK_SET};
    int taken = fcntl(integer(env, argv[0]), F_OFD_SETLK, &lock) == 0;
    if (!taken && errno != EAGAIN && errno != EACCES) return fail(env, errno, "F_OFD_SETLK");
    napi_value result;
    napi_get_boolean(env, taken, &result);
    return result;
}

static napi_value lock_holder(napi_env env, napi_callback_info info)
{
    ARGUMENTS(1);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(integer(env, argv[0]), F_OFD_GETLK, &lock)) return fail(env, errno, "F_OFD_GETLK");
    napi_value result;
    if (lock.l_type == F_UNLCK)
        napi_get_null(env, &result);
    else
        napi_create_int32(env, lock.l_pid, &result);
    return result;
}

void export_file_lock(napi_env env, napi_value exports)
{
    export_function(env, exports, "tryLock", try_lock);
    export_function(env, exports, "lockHolder", lock_holder);
}
