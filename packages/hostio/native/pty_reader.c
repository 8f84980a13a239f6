/* Reading a pty's master as output comes, on Node's event loop. */
#include "poll_handle.h"
#include <time.h>

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
    PollHandle handle;
    bool gathers;
    uint8_t *bytes;
    size_t size;
} PtyReader;

/* Reads what there is behind `filled` bytes. Returns how much that was; -1: nothing will ever come again. */
static ssize_t read_present(const PtyReader *reader, size_t filled)
{
    const size_t before = filled;
    while (filled < reader->size) {
        /* At most 4095 bytes at a time, mostly: drivers/tty/n_tty.c */
        ssize_t length = read(reader->handle.fd, reader->bytes + filled, reader->size - filled);
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
    napi_env env = reader->handle.env;
    bool quiet = false;
    ssize_t length = reader->gathers ? read_burst(reader, &quiet) : read_present(reader, 0);
    if (length == 0) return;
    if (length < 0) uv_poll_stop(poll);
    napi_handle_scope scope;
    napi_value arguments[2];
    if (napi_open_handle_scope(env, &scope) != napi_ok) return;
    napi_create_int32(env, length < 0 ? 0 : length, &arguments[0]);
    napi_get_boolean(env, quiet, &arguments[1]);
    call_kept(&reader->handle, 2, arguments);
    napi_close_handle_scope(env, scope);
}

/* openPtyReader(master, buffer, onRead(length, quiet)): external. It reads from now on; a length of 0 is the end. */
static napi_value open_reader(napi_env env, napi_callback_info info)
{
    ARGUMENTS(3);
    void *bytes;
    size_t size;
    if (napi_get_typedarray_info(env, argv[1], NULL, &size, &bytes, NULL, NULL) != napi_ok)
        return fail(env, EINVAL, "openPtyReader");
    int fd = integer(env, argv[0]);
    if (fd < 0) return fail(env, EBADF, "openPtyReader");
    PtyReader *reader = new_poll_handle(env, sizeof *reader, fd, false, "openPtyReader");
    if (reader == NULL) return NULL;
    reader->bytes = bytes;
    reader->size = size;
    const napi_value kept[] = {argv[2], argv[1]};
    return watch(&reader->handle, on_readable, 2, kept);
}

/* gatherPtyReader(reader, gathers) */
static napi_value gather(napi_env env, napi_callback_info info)
{
    ARGUMENTS(2);
    PtyReader *reader = open_handle(env, argv[0]);
    if (reader == NULL) return fail(env, EBADF, "gatherPtyReader");
    napi_get_value_bool(env, argv[1], &reader->gathers);
    return NULL;
}

void export_pty_reader(napi_env env, napi_value exports)
{
    export_function(env, exports, "openPtyReader", open_reader);
    export_function(env, exports, "gatherPtyReader", gather);
    export_function(env, exports, "closePtyReader", close_poll_handle);
}
