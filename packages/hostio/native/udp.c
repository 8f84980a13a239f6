/*
 * Connected UDP sockets on Node's event loop that receive and send in batches: recvmmsg(2), sendmmsg(2), and
 * one call for a run of datagrams of one size, udp(7) UDP_SEGMENT. All sockets of an arena receive into the same
 * slots, one batch after the other, and send slices of the same memory behind a header of their own.
 */
#include "poll_handle.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/udp.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

#define SLOTS 64
#define MAX_SLICES 128
#define MAX_HEADER 32
/* The payload of one UDP datagram over IPv4, and so of a run of them as well. */
#define MAX_PAYLOAD 65507
#define MAX_SEGMENTS 64
#define SOCKET_BUFFER (4 * 1024 * 1024)

typedef struct {
    uint8_t *bytes;
    size_t size;
    int32_t *lengths;
    struct mmsghdr messages[SLOTS];
    struct iovec parts[SLOTS];
    napi_ref owners[2];
} Arena;

typedef struct {
    PollHandle handle;
    Arena *arena;
    int32_t *slices;
    bool segments;
    /* Frames of the message that was sent last, whose fate is not known yet; and those known by now to be lost. */
    int unsure, lost;
    size_t header_length;
    uint8_t header[MAX_HEADER];
} Udp;

/* Of one batch on its way out: used by one thread within one call. */
typedef struct {
    struct mmsghdr messages[MAX_SLICES];
    struct iovec parts[MAX_SLICES * 2];
    int frames[MAX_SLICES];
    char controls[MAX_SLICES][CMSG_SPACE(sizeof(uint16_t))];
} Outgoing;

static void free_arena(napi_env env, void *data, void *hint)
{
    (void)hint;
    Arena *arena = data;
    for (int i = 0; i < 2; i++) napi_delete_reference(env, arena->owners[i]);
    free(arena);
}

/* udpArena(bytes: Uint8Array, lengths: Int32Array(64), slotBytes): external; slot i begins at i * slotBytes */
static napi_value udp_arena(napi_env env, napi_callback_info info)
{
    ARGUMENTS(3);
    void *bytes, *lengths;
    size_t size, count;
    int32_t slot = integer(env, argv[2]);
    if (napi_get_typedarray_info(env, argv[0], NULL, &size, &bytes, NULL, NULL) != napi_ok ||
        napi_get_typedarray_info(env, argv[1], NULL, &count, &lengths, NULL, NULL) != napi_ok || slot < 1 ||
        (size_t)slot * SLOTS > size || count < SLOTS)
        return fail(env, EINVAL, "arena");
    Arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL) return fail(env, ENOMEM, "arena");
    arena->bytes = bytes;
    arena->size = size;
    arena->lengths = lengths;
    for (int i = 0; i < SLOTS; i++) {
        arena->parts[i] = (struct iovec){.iov_base = arena->bytes + (size_t)slot * i, .iov_len = slot};
        arena->messages[i].msg_hdr = (struct msghdr){.msg_iov = &arena->parts[i], .msg_iovlen = 1};
    }
    for (int i = 0; i < 2; i++) napi_create_reference(env, argv[i], 1, &arena->owners[i]);
    napi_value result;
    napi_create_external(env, arena, free_arena, NULL, &result);
    return result;
}

/* ECONNREFUSED tells of what was sent before. */
static void was_lost(Udp *udp)
{
    udp->lost += udp->unsure;
    udp->unsure = 0;
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
    (void)events;
    Udp *udp = poll->data;
    napi_env env = udp->handle.env;
    if (status < 0) {
        /* libuv stops at an error on the socket: that of a datagram that nobody took. */
        int error = 0;
        socklen_t size = sizeof error;
        getsockopt(udp->handle.fd, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error) was_lost(udp);
        uv_poll_start(poll, UV_READABLE, on_readable);
    }
    int count = recvmmsg(udp->handle.fd, udp->arena->messages, SLOTS, MSG_DONTWAIT, NULL);
    if (count <= 0) return; /* EAGAIN, EINTR, ECONNREFUSED: what is there to be read is reported again */
    for (int i = 0; i < count; i++) {
        struct mmsghdr *message = &udp->arena->messages[i];
        udp->arena->lengths[i] = (message->msg_hdr.msg_flags & MSG_TRUNC) ? -1 : (int32_t)message->msg_len;
    }
    napi_handle_scope scope;
    napi_value argument;
    if (napi_open_handle_scope(env, &scope) != napi_ok) return;
    napi_create_int32(env, count, &argument);
    call_kept(&udp->handle, 1, &argument);
    napi_close_handle_scope(env, scope);
}

static int read_inet(napi_env env, napi_value address, napi_value port, struct sockaddr_in *result)
{
    char text[INET_ADDRSTRLEN + 1];
    size_t length;
    int32_t number = integer(env, port);
    memset(result, 0, sizeof *result);
    result->sin_family = AF_INET;
    if (napi_get_value_string_utf8(env, address, text, sizeof text, &length) != napi_ok || number < 0 || number > 65535)
        return EINVAL;
    result->sin_port = htons(number);
    return inet_pton(AF_INET, text, &result->sin_addr) == 1 ? 0 : EINVAL;
}

static int open_connected(struct sockaddr_in *local, struct sockaddr_in *remote, int *result)
{
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), size = SOCKET_BUFFER;
    if (fd < 0) return errno;
    /* The kernel gives what net.core.rmem_max and wmem_max allow; socket(7). */
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    if (bind(fd, (struct sockaddr *)local, sizeof *local) || connect(fd, (struct sockaddr *)remote, sizeof *remote)) {
        int error = errno;
        close(fd);
        return error;
    }
    *result = fd;
    return 0;
}

/*
 * openUdp(arena, [localAddress, localPort, remoteAddress, remotePort], header: Uint8Array,
 *         slices: Int32Array(256), segments: boolean, onBatch(count)): external
 */
static napi_value open_udp(napi_env env, napi_callback_info info)
{
    ARGUMENTS(6);
    Arena *arena;
    struct sockaddr_in local, remote;
    napi_value ends[4];
    void *header, *slices;
    size_t header_length, count;
    bool segments = false;
    if (napi_get_value_external(env, argv[0], (void **)&arena) != napi_ok ||
        napi_get_typedarray_info(env, argv[2], NULL, &header_length, &header, NULL, NULL) != napi_ok ||
        napi_get_typedarray_info(env, argv[3], NULL, &count, &slices, NULL, NULL) != napi_ok ||
        header_length > MAX_HEADER || count < MAX_SLICES * 2)
        return fail(env, EINVAL, "open");
    napi_get_value_bool(env, argv[4], &segments);
    for (int i = 0; i < 4; i++)
        if (napi_get_element(env, argv[1], i, &ends[i]) != napi_ok) return fail(env, EINVAL, "open");
    int fd = -1, error = read_inet(env, ends[0], ends[1], &local);
    if (!error) error = read_inet(env, ends[2], ends[3], &remote);
    if (!error) error = open_connected(&local, &remote, &fd);
    if (error) return fail(env, error, "bind");
    Udp *udp = new_poll_handle(env, sizeof *udp, fd, true, "uv_poll");
    if (udp == NULL) return NULL;
    udp->arena = arena;
    udp->slices = slices;
    udp->segments = segments;
    udp->header_length = header_length;
    memcpy(udp->header, header, header_length);
    const napi_value kept[] = {argv[5], argv[0], argv[3]};
    return watch(&udp->handle, on_readable, 3, kept);
}

/* How many of the slices from `first` on go as one message: equal sizes, the last may be shorter. */
static int run_length(const Udp *udp, int first, int count)
{
    size_t size = udp->slices[2 * first + 1] + udp->header_length, total = size;
    int length = 1;
    if (!udp->segments || size == 0) return 1;
    while (first + length < count && length < MAX_SEGMENTS) {
        size_t next = udp->slices[2 * (first + length) + 1] + udp->header_length;
        if (next > size || total + next > MAX_PAYLOAD) break;
        total += next;
        length++;
        if (next < size) break;
    }
    return length;
}

static int compose(Udp *udp, Outgoing *out, int count)
{
    int messages = 0;
    for (int i = 0; i < count; messages++) {
        int run = run_length(udp, i, count);
        struct msghdr *header = &out->messages[messages].msg_hdr;
        *header = (struct msghdr){.msg_iov = &out->parts[2 * i], .msg_iovlen = 2 * run};
        out->frames[messages] = run;
        if (run > 1) {
            header->msg_control = out->controls[messages];
            header->msg_controllen = sizeof out->controls[messages];
            struct cmsghdr *control = CMSG_FIRSTHDR(header);
            control->cmsg_level = SOL_UDP;
            control->cmsg_type = UDP_SEGMENT;
            control->cmsg_len = CMSG_LEN(sizeof(uint16_t));
            uint16_t size = udp->slices[2 * i + 1] + udp->header_length;
            memcpy(CMSG_DATA(control), &size, sizeof size);
        }
        for (int end = i + run; i < end; i++) {
            out->parts[2 * i] = (struct iovec){.iov_base = udp->header, .iov_len = udp->header_length};
            out->parts[2 * i + 1] =
                (struct iovec){.iov_base = udp->arena->bytes + udp->slices[2 * i], .iov_len = udp->slices[2 * i + 1]};
        }
    }
    return messages;
}

static int frames_between(const Outgoing *out, int from, int to)
{
    int frames = 0;
    for (; from < to; from++) frames += out->frames[from];
    return frames;
}

/*
 * Returns how many frames were not sent; of those, `too_long` counts the ones with EMSGSIZE.
 *
 * Nobody at the other end is an error of the next call, which does nothing but tell it. When it comes between two
 * messages of one sendmmsg, that returns the number sent so far and the error is gone: seen by the next one, which
 * goes well where any other error would have come again. From then on nobody is known to listen: the rest is not
 * even tried.
 */
static int send_messages(Udp *udp, Outgoing *out, int count, int *too_long)
{
    int messages = compose(udp, out, count), done = 0, failed = 0;
    bool stopped = false;
    while (done < messages) {
        int sent = sendmmsg(udp->handle.fd, out->messages + done, messages - done, MSG_DONTWAIT | MSG_NOSIGNAL);
        int error = sent > 0 ? (stopped ? ECONNREFUSED : 0) : errno;
        if (error == 0) {
            done += sent;
            stopped = done < messages;
            udp->unsure = out->frames[done - 1];
            continue;
        }
        if (error == EINTR) continue;
        if (error == ECONNREFUSED && done == 0) {
            was_lost(udp);
            continue;
        }
        stopped = false;
        if (error == ECONNREFUSED) {
            failed += frames_between(out, done - 1, messages);
            udp->unsure = 0;
            break;
        }
        if (udp->segments && out->frames[done] > 1 && (error == EINVAL || error == EIO || error == ENOPROTOOPT)) {
            /* A kernel or device without it: one by one from now on. */
            int left = frames_between(out, done, messages);
            udp->segments = false;
            memmove(udp->slices, udp->slices + 2 * (count - left), sizeof(int32_t) * 2 * left);
            return failed + send_messages(udp, out, left, too_long);
        }
        if (error == EMSGSIZE) *too_long += out->frames[done];
        failed += out->frames[done++];
    }
    return failed;
}

/* sendUdp(socket, count): number; of the first `count` pairs of offset and length in `slices`, those that failed */
static napi_value send_udp(napi_env env, napi_callback_info info)
{
    ARGUMENTS(2);
    static _Thread_local Outgoing out;
    Udp *udp = open_handle(env, argv[0]);
    int32_t count = integer(env, argv[1]);
    int too_long = 0;
    if (udp == NULL) return fail(env, EBADF, "send");
    if (count < 0 || count > MAX_SLICES) return fail(env, EINVAL, "send");
    for (int i = 0; i < count; i++) {
        int64_t offset = udp->slices[2 * i], length = udp->slices[2 * i + 1];
        if (offset < 0 || length < 0 || (size_t)(offset + length) > udp->arena->size) return fail(env, EINVAL, "send");
    }
    int failed = send_messages(udp, &out, count, &too_long) - too_long + udp->lost;
    udp->lost = 0;
    napi_value result;
    napi_create_int32(env, (failed & 0xffff) | too_long << 16, &result);
    return result;
}

void export_udp(napi_env env, napi_value exports)
{
    export_function(env, exports, "udpArena", udp_arena);
    export_function(env, exports, "openUdp", open_udp);
    export_function(env, exports, "sendUdp", send_udp);
    export_function(env, exports, "closeUdp", close_poll_handle);
}
