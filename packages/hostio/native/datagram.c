/* Unix datagram sockets on Node's event loop; unix(7). */
#include "poll_handle.h"

#define MAX_DATAGRAM 65536
#define MAX_BATCH 1024
/* From this many datagrams on, more are taken to be on their way, and worth this much waiting for. */
#define BURST_DATAGRAMS 32
#define BURST_PAUSE_NS 200000

typedef struct {
    PollHandle handle;
    char buffer[MAX_DATAGRAM];
} Datagram;

/*
 * Empties the kernel's queue before any JavaScript runs. A sender that does not wait for us may put more
 * into it meanwhile than it holds, so the end of a burst is awaited here, by asking again and again.
 */
static void on_readable(uv_poll_t *poll, int status, int events)
{
    (void)events;
    Datagram *socket = poll->data;
    napi_env env = socket->handle.env;
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
        ssize_t length = recvmsg(socket->handle.fd, &message, MSG_DONTWAIT);
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
        call_kept(&socket->handle, 2, arguments);
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
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return fail(env, errno, "socket");
    if (bind(fd, (struct sockaddr *)&address, length)) {
        int error = errno;
        close(fd);
        return fail(env, error, "bind");
    }
    Datagram *socket = new_poll_handle(env, sizeof *socket, fd, true, "uv_poll");
    return socket == NULL ? NULL : watch(&socket->handle, on_readable, 1, &argv[1]);
}

static napi_value connect_datagram(napi_env env, napi_callback_info info)
{
    ARGUMENTS(2);
    PollHandle *socket = open_handle(env, argv[0]);
    struct sockaddr_un address;
    if (socket == NULL) return fail(env, EBADF, "connect");
    int error = read_address(env, argv[1], &address);
    if (error) return fail(env, error, "connect");
    return connect(socket->fd, (struct sockaddr *)&address, sizeof address) ? fail(env, errno, "connect") : NULL;
}

static napi_value send_datagram(napi_env env, napi_callback_info info)
{
    ARGUMENTS(3);
    PollHandle *socket = open_handle(env, argv[0]);
    void *bytes;
    size_t length;
    struct sockaddr_un address;
    if (socket == NULL) return fail(env, EBADF, "send");
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

void export_datagram(napi_env env, napi_value exports)
{
    export_function(env, exports, "openDatagram", open_datagram);
    export_function(env, exports, "connectDatagram", connect_datagram);
    export_function(env, exports, "sendDatagram", send_datagram);
    export_function(env, exports, "closeDatagram", close_poll_handle);
}
