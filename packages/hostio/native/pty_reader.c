/* Reading a pty's master as output comes, on Node's event loop; while a burst lasts, by a thread: pty_burst.h. */
#include "poll_handle.h"
#include "pty_burst.h"

typedef struct {
    PollHandle handle;
    uv_async_t async;
    bool gathers;
    PtyBurst *burst; /* from the first burst on */
    uint8_t *bytes;
} PtyReader;

/* What JavaScript is told besides a number of bytes. */
#define QUIET 0
#define END -1

static void tell(PtyReader *reader, int32_t what)
{
    if (reader->handle.fd < 0) return; /* closed by what it was told before */
    napi_env env = reader->handle.env;
    napi_handle_scope scope;
    napi_value argument;
    if (napi_open_handle_scope(env, &scope) != napi_ok) return;
    napi_create_int32(env, what, &argument);
    call_kept(&reader->handle, 1, &argument);
    napi_close_handle_scope(env, scope);
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
    (void)status, (void)events;
    PtyReader *reader = poll->data;
    if (reader->gathers && reader->burst == NULL) reader->burst = new_pty_burst(reader->handle.fd, &reader->async);
    if (reader->gathers && reader->burst != NULL) {
        uv_poll_stop(poll);
        start_pty_burst(reader->burst);
        return;
    }
    ssize_t length = read_pty(reader->handle.fd, reader->bytes, 0, BURST_BYTES);
    if (length < 0) uv_poll_stop(poll);
    if (length != 0) tell(reader, length < 0 ? END : length);
}

static void on_news(uv_async_t *async)
{
    PtyReader *reader = async->data;
    if (reader->handle.fd < 0 || reader->burst == NULL) return;
    PtyBurstNews news = take_pty_burst(reader->burst, reader->bytes);
    if (news.parked && !news.ended) uv_poll_start(&reader->handle.poll, UV_READABLE, on_readable);
    /* Being told of room first, the writer goes on while the bytes are passed on. */
    if (news.quiet) tell(reader, QUIET);
    if (news.length > 0) tell(reader, news.length);
    if (news.ended) tell(reader, END);
}

static void on_close(PollHandle *handle)
{
    PtyReader *reader = (PtyReader *)handle;
    if (reader->burst != NULL) end_pty_burst(reader->burst);
    reader->burst = NULL;
    uv_close((uv_handle_t *)&reader->async, on_poll_handle_closed);
}

/*
 * openPtyReader(master, buffer: Uint8Array(65536), onRead(what)): external. It reads from now on. `what`: bytes in the
 * buffer; 0: quiet; -1: the end.
 */
static napi_value open_reader(napi_env env, napi_callback_info info)
{
    ARGUMENTS(3);
    void *bytes;
    size_t size;
    uv_loop_t *loop;
    if (napi_get_typedarray_info(env, argv[1], NULL, &size, &bytes, NULL, NULL) != napi_ok || size < BURST_BYTES ||
        napi_get_uv_event_loop(env, &loop) != napi_ok)
        return fail(env, EINVAL, "openPtyReader");
    int fd = integer(env, argv[0]);
    if (fd < 0) return fail(env, EBADF, "openPtyReader");
    PtyReader *reader = new_poll_handle(env, sizeof *reader, fd, false, "openPtyReader");
    if (reader == NULL) return NULL;
    uv_async_init(loop, &reader->async, on_news);
    reader->async.data = reader;
    reader->handle.open_handles = 2;
    reader->handle.on_close = on_close;
    reader->bytes = bytes;
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
