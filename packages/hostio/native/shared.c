/* Blocks that a file has together with others; FS_IOC_FIEMAP, Documentation/filesystems/fiemap.rst in the kernel. */
#include "hostio.h"
#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/ioctl.h>

#define EXTENTS 512
/* Some ten thousand ioctls: a file in more pieces is counted up to here, so that nobody waits for ever. */
#define MAX_CALLS 10000

typedef struct {
    napi_async_work work;
    napi_deferred deferred;
    int fd, problem;
    int64_t bytes;
} Count;

static int add_up(Count *count, struct fiemap *map)
{
    uint64_t at = 0;
    for (int calls = 0; calls < MAX_CALLS; calls++) {
        memset(map, 0, sizeof *map);
        map->fm_start = at;
        map->fm_length = FIEMAP_MAX_OFFSET - at;
        map->fm_extent_count = EXTENTS;
        if (ioctl(count->fd, FS_IOC_FIEMAP, map)) {
            if (errno == EINTR) continue;
            return errno;
        }
        if (map->fm_mapped_extents == 0) return 0;
        for (uint32_t number = 0; number < map->fm_mapped_extents; number++) {
            struct fiemap_extent *extent = &map->fm_extents[number];
            if (extent->fe_flags & FIEMAP_EXTENT_SHARED) count->bytes += extent->fe_length;
            if (extent->fe_flags & FIEMAP_EXTENT_LAST) return 0;
            at = extent->fe_logical + extent->fe_length;
        }
    }
    return 0;
}

static void execute(napi_env env, void *data)
{
    (void)env;
    Count *count = data;
    struct fiemap *map = malloc(sizeof *map + EXTENTS * sizeof *map->fm_extents);
    count->problem = map == NULL ? ENOMEM : add_up(count, map);
    free(map);
}

static void settle(napi_env env, Count *count)
{
    napi_value value;
    napi_create_int64(env, count->problem ? -count->problem : count->bytes, &value);
    napi_resolve_deferred(env, count->deferred, value);
    close(count->fd);
    free(count);
}

static void complete(napi_env env, napi_status status, void *data)
{
    Count *count = data;
    if (status != napi_ok) count->problem = ECANCELED;
    napi_delete_async_work(env, count->work);
    settle(env, count);
}

/* sharedBytes(fd): Promise of the bytes, or of a negative errno. The descriptor may be closed meanwhile. */
static napi_value shared_bytes(napi_env env, napi_callback_info info)
{
    ARGUMENTS(1);
    Count *count = calloc(1, sizeof *count);
    if (count == NULL) return fail(env, ENOMEM, "fiemap");
    count->fd = fcntl(integer(env, argv[0]), F_DUPFD_CLOEXEC, 0);
    if (count->fd < 0) {
        int error = errno;
        free(count);
        return fail(env, error, "fiemap");
    }
    napi_value promise, name;
    napi_create_promise(env, &count->deferred, &promise);
    napi_create_string_utf8(env, "hostio.shared", NAPI_AUTO_LENGTH, &name);
    if (napi_create_async_work(env, NULL, name, execute, complete, count, &count->work) != napi_ok ||
        napi_queue_async_work(env, count->work) != napi_ok) {
        count->problem = ENOMEM;
        settle(env, count);
    }
    return promise;
}

void export_shared(napi_env env, napi_value exports)
{
    export_function(env, exports, "sharedBytes", shared_bytes);
}
