/* Reading a pty's master as output comes, on Node's event loop. */
#include "hostio.h"
#include <time.h>
#include <uv.h>

/*
 * A pty holds some 12 kB (pty_common_install in drivers/tty/pty.c). What is read as soon as it comes is read line by
 * line, and each line costs its writer, the kernel's worker and the reader a wake-up; what is read too late makes the
 * writer wait. In this time a guest writes about half of it.
 */
#define STEP_NS 250000
/* The event loop has others to serve. */
#define LONGEST_NS 1000000
#define FULL_BYTES 49152

typedef struct {
    uv_poll_t poll;
    int fd;
    int owners;
    bool gathers;
    uint8_t *bytes;
    size_t size;
    napi_env env;
    napi_ref on_read, buffer;
    napi_async_cleanup_hook_handle hook;
} PtyReader;

static void release(PtyReader *reader)
{
    if (--reader->owners == 0) free(reader);
}

static void finalize(napi_env env, void *data, void *hint)
{
    (void)env, (void)hint;
    release(data);
}

static void on_closed(uv_handle_t *handle)
{
    PtyReader *reader = handle->data;
    napi_remove_async_cleanup_hook(reader->hook);
    release(reader);
}

static void close_reader(PtyReader *reader)
{
    if (reader->fd < 0) return;
    uv_poll_stop(&reader->poll);
    uv_close((uv_handle_t *)&reader->poll, on_closed);
    reader->fd = -1;
    napi_delete_reference(reader->env, reader->on_read);
    napi_delete_reference(reader->env, reader->buffer);
}

static void on_teardown(napi_async_cleanup_hook_handle hook, void *data)
{
    (void)hook;
    close_reader(data);
}

/* Reads what there is behind `filled` bytes. Returns how much that was; -1: nothing will ever come again. */
static ssize_t read_present(const PtyReader *reader, size_t filled)
{
    const size_t before = filled;
    while (filled < reader->size) {
        /* At most 4095 bytes at a time, mostly: drivers/tty/n_tty.c */
        ssize_t length = read(reader->fd, reader->bytes + filled, reader->size - filled);
        if (length > 0) filled += length;
        else if (length < 0 && errno == EAGAIN) break;
        else if (length == 0 || errno != EINTR) return filled > before ? (ssize_t)(filled - before) : -1; /* EIO */
    }
    return filled - before;
}

/* Reads a burst in steps. `quiet`: the last of them brought nothing, so its writer is done, or waits to be told of room. */
static ssize_t read_burst(const PtyReader *reader, bool *quiet)
{
    const struct timespec step = {.tv_nsec = STEP_NS};
    const uint64_t until = now_ns() + LONGEST_NS;
    ssize_t filled = read_present(reader, 0);
    while (filled > 0 && filled < FULL_BYTES && now_ns() < until && !*quiet) {
        nanosleep(&step, NULL);
        ssize_t length = read_present(reader, filled);
        if (length < 0) break;
        *quiet = length == 0;
        filled += length;
    }
    return filled;
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
    (void)status, (void)events;
    PtyReader *reader = poll->data;
    napi_env env = reader->env;
    bool quiet = false;
    ssize_t length = reader->gathers ? read_burst(reader, &quiet) : read_present(reader, 0);
    if (length == 0) return;
    if (length < 0) uv_poll_stop(poll);
    napi_handle_scope scope;
    napi_value arguments[2];
    if (napi_open_handle_scope(env, &scope) != napi_ok) return;
    napi_create_int32(env, length < 0 ? 0 : length, &arguments[0]);
    napi_get_boolean(env, quiet, &arguments[1]);
    call_back(env, reader->on_read, 2, arguments);
    napi_close_handle_scope(env, scope);
}

/* openPtyReader(master, buffer, onRead(length, quiet)): external. It reads from now on; a length of 0 is the end. */
static napi_value open_reader(napi_env env, napi_callback_info info)
{
    ARGUMENTS(3);
    uv_loop_t *loop;
    int fd = integer(env, argv[0]);
    PtyReader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) return fail(env, ENOMEM, "openPtyReader");
    int error = napi_get_typedarray_info(env, argv[1], NULL, &reader->size, (void **)&reader->bytes, NULL, NULL) != napi_ok ||
                        napi_get_uv_event_loop(env, &loop) != napi_ok
                    ? -EINVAL
                    : uv_poll_init(loop, &reader->poll, fd);
    if (error) {
        free(reader);
        return fail(env, -error, "openPtyReader");
    }
    reader->fd = fd;
    reader->env = env;
    reader->poll.data = reader;
    reader->owners = 2;
    napi_value result;
    napi_create_reference(env, argv[1], 1, &reader->buffer);
    napi_create_reference(env, argv[2], 1, &reader->on_read);
    napi_add_async_cleanup_hook(env, on_teardown, reader, &reader->hook);
    uv_poll_start(&reader->poll, UV_READABLE, on_readable);
    napi_create_external(env, reader, finalize, NULL, &result);
    return result;
}

/* gatherPtyReader(reader, gathers) */
static napi_value gather(napi_env env, napi_callback_info info)
{
    ARGUMENTS(2);
    PtyReader *reader;
    if (napi_get_value_external(env, argv[0], (void **)&reader) != napi_ok) return fail(env, EBADF, "gatherPtyReader");
    napi_get_value_bool(env, argv[1], &reader->gathers);
    return NULL;
}

static napi_value close_reader_handle(napi_env env, napi_callback_info info)
{
    ARGUMENTS(1);
    PtyReader *reader;
    if (napi_get_value_external(env, argv[0], (void **)&reader) == napi_ok) close_reader(reader);
    return NULL;
}

void export_pty_reader(napi_env env, napi_value exports)
{
    export_function(env, exports, "openPtyReader", open_reader);
    export_function(env, exports, "gatherPtyReader", gather);
    export_function(env, exports, "closePtyReader", close_reader_handle);
}
