/* Unix datagram sockets on Node's event loop; unix(7). */
#include "hostio.h"
#include <time.h>
#include <uv.h>

#define MAX_DATAGRAM 65536
#define MAX_BATCH 1024
/* From this many datagrams on, more are taken to be on their way, and worth this much waiting for. */
#define BURST_DATAGRAMS 32
#define BURST_PAUSE_NS 200000

/* Lives until libuv has let go of `poll` and JavaScript of the external that points here. */
typedef struct {
    uv_poll_t poll;
    int fd;
    int owners;
    napi_env env;
    napi_ref on_batch;
    napi_async_cleanup_hook_handle hook;
    char buffer[MAX_DATAGRAM];
} Datagram;

static void release(Datagram *socket)
{
    if (--socket->owners == 0) free(socket);
}

static void finalize(napi_env env, void *data, void *hint)
{
    (void)env, (void)hint;
    release(data);
}

static void on_closed(uv_handle_t *handle)
{
    Datagram *socket = handle->data;
    napi_remove_async_cleanup_hook(socket->hook);
    release(socket);
}

static void close_socket(Datagram *socket)
{
    if (socket->fd < 0) return;
    uv_poll_stop(&socket->poll);
    uv_close((uv_handle_t *)&socket->poll, on_closed);
    close(socket->fd);
    socket->fd = -1;
    napi_delete_reference(socket->env, socket->on_batch);
}

/* Also when a worker is ended by force: Node waits until on_closed has removed the hook. */
static void on_teardown(napi_async_cleanup_hook_handle hook, void *data)
{
    (void)hook;
    close_socket(data);
}

/*
 * Empties the kernel's queue before any JavaScript runs. A sender that does not wait for us may put more
 * into it meanwhile than it holds, so the end of a burst is awaited here, by asking again and again.
 */
static void on_readable(uv_poll_t *poll, int status, int events)
{
    (void)events;
    Datagram *socket = poll->data;
    napi_env env = socket->env;
    napi_handle_scope scope;
    napi_value arguments[2], bytes;
    if (napi_open_handle_scope(env, &scope) != napi_ok) return;
    napi_create_array(env, &arguments[0]);
    uint32_t count = 0;
    uint64_t latest = 0;
    int problem = status < 0 ? status : 0;
    while (!problem && count < MAX_BATCH) {
        struct iovec part = {.iov_base = socket->buffer, .iov_len = sizeof socket->buffer};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
        ssize_t length = recvmsg(socket->fd, &message, MSG_DONTWAIT);
        if (length < 0 && errno == EINTR) continue;
        if (length < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            if (count < BURST_DATAGRAMS || now_ns() - latest > BURST_PAUSE_NS) break;
            continue;
        }
        if (length < 0 || (message.msg_flags & MSG_TRUNC)) {
            problem = length < 0 ? -errno : -EMSGSIZE;
            break;
        }
        napi_create_buffer_copy(env, length, socket->buffer, NULL, &bytes);
        napi_set_element(env, arguments[0], count++, bytes);
        if (count >= BURST_DATAGRAMS) latest = now_ns();
    }
    if (count > 0 || problem) {
        napi_create_int32(env, problem, &arguments[1]);
        call_back(env, socket->on_batch, 2, arguments);
    }
    napi_close_handle_scope(env, scope);
}

/* openDatagram(path: string | null, onBatch(messages: Buffer[], problem: number)): external */
static napi_value open_datagram(napi_env env, napi_callback_info info)
{
    ARGUMENTS(2);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    socklen_t length = sizeof(sa_family_t); /* no name at all: the kernel picks an abstract one, unix(7) autobind */
    napi_valuetype type;
    napi_typeof(env, argv[0], &type);
    if (type == napi_string) {
        int error = read_address(env, argv[0], &address);
        if (error) return fail(env, error, "bind");
        length = sizeof address;
    }
    uv_loop_t *loop;
    if (napi_get_uv_event_loop(env, &loop) != napi_ok) return fail(env, EINVAL, "uv_poll");
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return fail(env, errno, "socket");
    if (bind(fd, (struct sockaddr *)&address, length)) {
        int error = errno;
        close(fd);
        return fail(env, error, "bind");
    }
    Datagram *socket = calloc(1, sizeof *socket);
    int error = socket == NULL ? -ENOMEM : uv_poll_init(loop, &socket->poll, fd);
    if (error) {
        close(fd);
        free(socket);
        return fail(env, -error, "uv_poll");
    }
    socket->fd = fd;
    socket->env = env;
    socket->poll.data = socket;
    socket->owners = 2;
    napi_value result;
    napi_create_reference(env, argv[1], 1, &socket->on_batch);
    napi_add_async_cleanup_hook(env, on_teardown, socket, &socket->hook);
    uv_poll_start(&socket->poll, UV_READABLE, on_readable);
    napi_create_external(env, socket, finalize, NULL, &result);
    return result;
}

static napi_value connect_datagram(napi_env env, napi_callback_info info)
{
    ARGUMENTS(2);
    Datagram *socket;
    struct sockaddr_un address;
    if (napi_get_value_external(env, argv[0], (void **)&socket) != napi_ok || socket->fd < 0)
        return fail(env, EBADF, "connect");
    int error = read_address(env, argv[1], &address);
    if (error) return fail(env, error, "connect");
    return connect(socket->fd, (struct sockaddr *)&address, sizeof address) ? fail(env, errno, "connect") : NULL;
}

static napi_value send_datagram(napi_env env, napi_callback_info info)
{
    ARGUMENTS(3);
    Datagram *socket;
    void *bytes;
    size_t length;
    struct sockaddr_un address;
    if (napi_get_value_external(env, argv[0], (void **)&socket) != napi_ok || socket->fd < 0)
        return fail(env, EBADF, "send");
    int error = read_address(env, argv[1], &address);
    if (error) return fail(env, error, "send");
    if (napi_get_typedarray_info(env, argv[2], NULL, &length, &bytes, NULL, NULL) != napi_ok)
        return fail(env, EINVAL, "send");
    ssize_t sent;
    do
        sent = sendto(socket->fd, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL, (struct sockaddr *)&address, sizeof address);
    while (sent < 0 && errno == EINTR);
    return sent < 0 ? fail(env, errno, "send") : NULL;
}

static napi_value close_datagram(napi_env env, napi_callback_info info)
{
    ARGUMENTS(1);
    Datagram *socket;
    if (napi_get_value_external(env, argv[0], (void **)&socket) == napi_ok) close_socket(socket);
    return NULL;
}

void export_datagram(napi_env env, napi_value exports)
{
    export_function(env, exports, "openDatagram", open_datagram);
    export_function(env, exports, "connectDatagram", connect_datagram);
    export_function(env, exports, "sendDatagram", send_datagram);
    export_function(env, exports, "closeDatagram", close_datagram);
}
