/* Holes of files; lseek(2), fallocate(2), ioctl_ficlone(2), sync_file_range(2). */
#include "hostio.h"
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>

/* -1, which every call below refuses, for anything that is no number. */
static int64_t offset_of(napi_env env, napi_value value)
{
    int64_t result = -1;
    napi_get_value_int64(env, value, &result);
    return result;
}

/* Moves the descriptor's position. Two numbers, or null when only a hole follows. */
static napi_value next_data(napi_env env, napi_callback_info info)
{
    ARGUMENTS(2);
    int fd = integer(env, argv[0]);
    napi_value result, value;
    off_t start = lseek(fd, offset_of(env, argv[1]), SEEK_DATA);
    if (start < 0 && errno == ENXIO) {
        napi_get_null(env, &result);
        return result;
    }
    if (start < 0) return fail(env, errno, "SEEK_DATA");
    off_t end = lseek(fd, start, SEEK_HOLE);
    if (end < 0) return fail(env, errno, "SEEK_HOLE");
    napi_create_array_with_length(env, 2, &result);
    napi_create_int64(env, start, &value);
    napi_set_element(env, result, 0, value);
    napi_create_int64(env, end, &value);
    napi_set_element(env, result, 1, value);
    return result;
}

static napi_value punch_hole(napi_env env, napi_callback_info info)
{
    ARGUMENTS(3);
    int mode = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, failed;
    do {
        failed = fallocate(integer(env, argv[0]), mode, offset_of(env, argv[1]), offset_of(env, argv[2]));
    } while (failed && errno == EINTR);
    return failed ? fail(env, errno, "fallocate") : NULL;
}

static napi_value clone_file(napi_env env, napi_callback_info info)
{
    ARGUMENTS(2);
    if (ioctl(integer(env, argv[0]), FICLONE, integer(env, argv[1]))) return fail(env, errno, "FICLONE");
    return NULL;
}

static napi_value start_writing(napi_env env, napi_callback_info info)
{
    ARGUMENTS(3);
    off_t offset = offset_of(env, argv[1]), length = offset_of(env, argv[2]);
    if (sync_file_range(integer(env, argv[0]), offset, length, SYNC_FILE_RANGE_WRITE)) {
        return fail(env, errno, "sync_file_range");
    }
    return NULL;
}

void export_sparse(napi_env env, napi_value exports)
{
    export_function(env, exports, "nextData", next_data);
    export_function(env, exports, "punchHole", punch_hole);
    export_function(env, exports, "cloneFile", clone_file);
    export_function(env, exports, "startWriting", start_writing);
}
