/*
 * Frames of one interface in another network namespace, copies of them: packet(7) with a ring that the kernel fills
 * (TPACKET_V3, Documentation/networking/packet_mmap.rst). Only who owns that namespace's user namespace can.
 */
#include "packet_inside.h"
#include "poll_handle.h"
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/mman.h>

#define BLOCK_BYTES (1 << 19)
#define BLOCKS 8
#define RING_BYTES ((size_t)BLOCK_BYTES * BLOCKS)
/* Frames that do not fill a block are handed over after this, milliseconds. */
#define RETIRE_MS 20
/* 32-bit numbers that JavaScript is told of a frame: start, end, whether it went out, seconds, nanoseconds. */
#define FIELDS 5
/* What JavaScript is told in place of a number of frames: the interface went down, or away. */
#define GONE -1
#define TAG_BYTES 4
#define MACS_BYTES 12

typedef struct {
    PollHandle handle;
    uint8_t *ring;
    unsigned next; /* block */
    uint8_t *bytes;
    size_t size, used;
    int32_t *table;
    size_t room, count; /* frames */
} PacketSocket;

static void tell(PacketSocket *socket, int32_t what)
{
    napi_env env = socket->handle.env;
    napi_handle_scope scope;
    napi_value argument;
    socket->used = socket->count = 0;
    if (napi_open_handle_scope(env, &scope) != napi_ok) return;
    napi_create_int32(env, what, &argument);
    call_kept(&socket->handle, 1, &argument);
    napi_close_handle_scope(env, scope);
}

/* The kernel takes a frame's VLAN tag out and hands it over beside: back it goes. */
static size_t copy_frame(uint8_t *to, const struct tpacket3_hdr *frame)
{
    const uint8_t *from = (const uint8_t *)frame + frame->tp_mac;
    size_t length = frame->tp_snaplen;
    if (!(frame->tp_status & TP_STATUS_VLAN_VALID) || length < MACS_BYTES) {
        memcpy(to, from, length);
        return length;
    }
    uint16_t tpid = frame->tp_status & TP_STATUS_VLAN_TPID_VALID ? frame->hv1.tp_vlan_tpid : ETH_P_8021Q;
    const uint16_t tag[] = {htons(tpid), htons(frame->hv1.tp_vlan_tci)};
    memcpy(to, from, MACS_BYTES);
    memcpy(to + MACS_BYTES, tag, TAG_BYTES);
    memcpy(to + MACS_BYTES + TAG_BYTES, from + MACS_BYTES, length - MACS_BYTES);
    return length + TAG_BYTES;
}

static void take_frame(PacketSocket *socket, const struct tpacket3_hdr *frame)
{
    if (socket->count == socket->room || socket->used + frame->tp_snaplen + TAG_BYTES > socket->size)
        tell(socket, socket->count);
    if (socket->handle.fd < 0 || frame->tp_snaplen + TAG_BYTES > socket->size) return;
    const struct sockaddr_ll *place = (const void *)((const uint8_t *)frame + TPACKET_ALIGN(sizeof *frame));
    int32_t *fields = socket->table + socket->count++ * FIELDS;
    fields[0] = socket->used;
    socket->used += copy_frame(socket->bytes + socket->used, frame);
    fields[1] = socket->used;
    fields[2] = place->sll_pkttype == PACKET_OUTGOING;
    fields[3] = frame->tp_sec;
    fields[4] = frame->tp_nsec;
}

/* False: JavaScript has closed it meanwhile, and the ring is gone. */
static bool take_block(PacketSocket *socket, struct tpacket_block_desc *block)
{
    const struct tpacket_hdr_v1 *header = &block->hdr.bh1;
    const uint8_t *frame = (const uint8_t *)block + header->offset_to_first_pkt;
    for (uint32_t left = header->num_pkts; left > 0; left--) {
        const struct tpacket3_hdr *next = (const void *)frame;
        take_frame(socket, next);
        if (socket->handle.fd < 0) return false;
        frame += next->tp_next_offset;
    }
    if (socket->count > 0) tell(socket, socket->count);
    return socket->handle.fd >= 0;
}

static void on_readable(uv_poll_t *poll, int status, int events)
{
    (void)events;
    PacketSocket *socket = poll->data;
    for (int i = 0; i < BLOCKS; i++) {
        struct tpacket_block_desc *block = (void *)(socket->ring + (size_t)socket->next * BLOCK_BYTES);
        uint32_t *owner = &block->hdr.bh1.block_status;
        if (!(__atomic_load_n(owner, __ATOMIC_ACQUIRE) & TP_STATUS_USER)) break;
        if (!take_block(socket, block)) return;
        __atomic_store_n(owner, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
        socket->next = (socket->next + 1) % BLOCKS;
    }
    /* libuv has stopped it: the socket has an error, ENETDOWN. */
    if (status < 0) tell(socket, GONE);
}

static void on_close(PollHandle *handle)
{
    munmap(((PacketSocket *)handle)->ring, RING_BYTES);
}

/* The ring first, so that no frame comes another way. An errno. */
static int listen_with_ring(int fd, int index, uint8_t **ring)
{
    const int version = TPACKET_V3;
    const struct tpacket_req3 wanted = {
        .tp_block_size = BLOCK_BYTES,
        .tp_block_nr = BLOCKS,
        .tp_frame_size = TPACKET_ALIGNMENT << 7,
        .tp_frame_nr = RING_BYTES / (TPACKET_ALIGNMENT << 7),
        .tp_retire_blk_tov = RETIRE_MS,
    };
    const struct sockaddr_ll place = {
        .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = index};
    if (setsockopt(fd, SOL_PACKET, PACKET_VERSION, &version, sizeof version) < 0 ||
        setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &wanted, sizeof wanted) < 0)
        return errno;
    *ring = mmap(NULL, RING_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (*ring == MAP_FAILED) return errno;
    if (bind(fd, (const struct sockaddr *)&place, sizeof place) == 0) return 0;
    int error = errno;
    munmap(*ring, RING_BYTES);
    return error;
}

/* openPacketSocket(pid, name, bytes: Uint8Array, table: Int32Array, onFrames(count or -1)): external */
static napi_value open_socket(napi_env env, napi_callback_info info)
{
    ARGUMENTS(5);
    char name[IFNAMSIZ + 1];
    size_t length, size, numbers;
    void *bytes, *table;
    if (napi_get_value_string_utf8(env, argv[1], name, sizeof name, &length) != napi_ok || length == 0 ||
        length >= IFNAMSIZ || napi_get_typedarray_info(env, argv[2], NULL, &size, &bytes, NULL, NULL) != napi_ok ||
        napi_get_typedarray_info(env, argv[3], NULL, &numbers, &table, NULL, NULL) != napi_ok || numbers < FIELDS)
        return fail(env, EINVAL, "openPacketSocket");
    int fd, index;
    uint8_t *ring = NULL;
    int error = packet_socket_inside(integer(env, argv[0]), name, &fd, &index);
    if (error) return fail(env, error, "openPacketSocket");
    error = listen_with_ring(fd, index, &ring);
    if (error) {
        close(fd);
        return fail(env, error, "packet ring");
    }
    PacketSocket *socket = new_poll_handle(env, sizeof *socket, fd, true, "openPacketSocket");
    if (socket == NULL) {
        munmap(ring, RING_BYTES);
        return NULL;
    }
    socket->handle.on_close = on_close;
    socket->ring = ring;
    socket->bytes = bytes;
    socket->size = size;
    socket->table = table;
    socket->room = numbers / FIELDS;
    const napi_value kept[] = {argv[4], argv[2], argv[3]};
    return watch(&socket->handle, on_readable, 3, kept);
}

/* packetsDropped(socket): frames that found no room in the ring since this was asked last */
static napi_value dropped(napi_env env, napi_callback_info info)
{
    ARGUMENTS(1);
    PacketSocket *socket = open_handle(env, argv[0]);
    struct tpacket_stats_v3 counts = {0};
    socklen_t size = sizeof counts;
    napi_value result;
    if (socket == NULL) return fail(env, EBADF, "packetsDropped");
    if (getsockopt(socket->handle.fd, SOL_PACKET, PACKET_STATISTICS, &counts, &size) < 0)
        return fail(env, errno, "PACKET_STATISTICS");
    napi_create_uint32(env, counts.tp_drops, &result);
    return result;
}

void export_packet_socket(napi_env env, napi_value exports)
{
    export_function(env, exports, "openPacketSocket", open_socket);
    export_function(env, exports, "packetsDropped", dropped);
    export_function(env, exports, "closePacketSocket", close_poll_handle);
}
