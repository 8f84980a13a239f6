/*
 * Many questions to one Unix datagram socket, one after the other, on a thread of libuv's pool: what would
 * wake the event loop for each datagram wakes it once for all.
 */
#include "hostio.h"
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#define MAX_ANSWER 65536
/* Of all answers together; a guest may make any file endless. */
#define MAX_BYTES (4 * 1024 * 1024)
/* How late a cancellation may be noticed, and how often a full queue is offered the question again. */
#define SLICE_MS 20
#define RETRY_MS 2
/* A longer pause within an answer means that its last datagram was dropped. */
#define IDLE_MS 500

/* Lives until its promise is settled. */
typedef struct {
    struct sockaddr_un address;
    /* Where it is answered, with a number behind it; empty: an abstract name. */
    struct sockaddr_un own;
    uint8_t *questions;
    uint32_t *question_lengths;
    uint32_t count;
    /* Of an answer, the byte from which a 32-bit 0 says that it is the last datagram. */
    uint32_t more_offset;
    int timeout_ms;
    atomic_bool cancelled;

    uint8_t *bytes;
    size_t used, capacity;
    /* Pairs: number of the question, length of the datagram. */
    uint32_t *marks;
    size_t mark_count, mark_capacity;
    int problem;

    napi_deferred deferred;
    napi_async_work work;
    int owners;
} Exchange;

static void release(Exchange *exchange)
{
    if (--exchange->owners > 0) return;
    free(exchange->questions);
    free(exchange->question_lengths);
    free(exchange->bytes);
    free(exchange->marks);
    free(exchange);
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int keep(Exchange *exchange, uint32_t question, const uint8_t *bytes, size_t length)
{
    if (exchange->used + length > MAX_BYTES) return EFBIG;
    if (exchange->used + length > exchange->capacity) {
        size_t capacity = exchange->capacity * 2 + length + 16384;
        uint8_t *grown = realloc(exchange->bytes, capacity);
        if (grown == NULL) return ENOMEM;
        exchange->bytes = grown;
        exchange->capacity = capacity;
    }
    if (exchange->mark_count + 2 > exchange->mark_capacity) {
        size_t capacity = exchange->mark_capacity * 2 + 256;
        uint32_t *grown = realloc(exchange->marks, capacity * sizeof *grown);
        if (grown == NULL) return ENOMEM;
        exchange->marks = grown;
        exchange->mark_capacity = capacity;
    }
    memcpy(exchange->bytes + exchange->used, bytes, length);
    exchange->used += length;
    exchange->marks[exchange->mark_count++] = question;
    exchange->marks[exchange->mark_count++] = length;
    return 0;
}

static int offer(Exchange *exchange, int fd, const uint8_t *question, size_t length, int64_t deadline)
{
    while (send(fd, question, length, MSG_DONTWAIT | MSG_NOSIGNAL) < 0) {
        if (errno == EINTR) continue;
        if (errno != EAGAIN) return errno;
        if (now_ms() >= deadline) return ETIMEDOUT;
        if (atomic_load(&exchange->cancelled)) return ECANCELED;
        poll(NULL, 0, RETRY_MS);
    }
    return 0;
}

/* Returns 0 for a whole answer, EMSGSIZE for one whose end was lost, or the reason why there is none. */
static int ask(Exchange *exchange, int fd, uint32_t number, const uint8_t *question)
{
    uint8_t answer[MAX_ANSWER];
    int begun = 0;
    int64_t deadline = now_ms() + exchange->timeout_ms;
    int error = offer(exchange, fd, question, exchange->question_lengths[number], deadline);
    while (!error) {
        /* Waits for a slice at most: SO_RCVTIMEO. */
        ssize_t length = recv(fd, answer, sizeof answer, 0);
        if (length < 0 && errno != EINTR && errno != EAGAIN) return errno;
        if (length < 0) {
            if (now_ms() >= deadline) return begun ? EMSGSIZE : ETIMEDOUT;
            if (atomic_load(&exchange->cancelled)) return ECANCELED;
            continue;
        }
        error = keep(exchange, number, answer, length);
        uint32_t more = 0;
        if ((size_t)length >= exchange->more_offset + sizeof more)
            memcpy(&more, answer + exchange->more_offset, sizeof more);
        if (!error && more == 0) return 0;
        begun = 1;
        deadline = now_ms() + IDLE_MS;
    }
    return error;
}

static void close_socket(int fd, const struct sockaddr_un *own)
{
    close(fd);
    if (own->sun_path[0] != 0) unlink(own->sun_path);
}

/*
 * Bound, or nobody could answer: by autobind, or to a path of its own each time, for abstract names end at a network
 * namespace. Connected, so that more than 11 datagrams may queue up.
 * @param own becomes where it is bound
 */
static int open_socket(const Exchange *exchange, uint32_t number, struct sockaddr_un *own)
{
    const struct sockaddr_un *address = &exchange->address;
    *own = (struct sockaddr_un){.sun_family = AF_UNIX};
    socklen_t length = sizeof(sa_family_t);
    if (exchange->own.sun_path[0] != 0) {
        int written = snprintf(own->sun_path, sizeof own->sun_path, "%s.%u", exchange->own.sun_path, number);
        if (written < 0 || (size_t)written >= sizeof own->sun_path) {
            own->sun_path[0] = 0;
            errno = ENAMETOOLONG;
            return -1;
        }
        length = sizeof *own;
    }
    struct timeval slice = {.tv_usec = SLICE_MS * 1000};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &slice, sizeof slice);
    if (bind(fd, (struct sockaddr *)own, length) == 0 &&
        connect(fd, (struct sockaddr *)address, sizeof *address) == 0)
        return fd;
    int error = errno;
    close_socket(fd, own);
    errno = error;
    return -1;
}

/* On a thread of the pool: no JavaScript here. */
static void execute(napi_env env, void *data)
{
    (void)env;
    Exchange *exchange = data;
    int fd = -1;
    struct sockaddr_un own;
    const uint8_t *question = exchange->questions;
    for (uint32_t number = 0; number < exchange->count; number++) {
        if (fd < 0) fd = open_socket(exchange, number, &own);
        int error = fd < 0 ? errno : ask(exchange, fd, number, question);
        if (error == EMSGSIZE) {
            /* What may still come late must not be taken for the answer to the next question. */
            close_socket(fd, &own);
            fd = -1;
        } else if (error) {
            exchange->problem = error;
            break;
        }
        question += exchange->question_lengths[number];
    }
    if (fd >= 0) close_socket(fd, &own);
}

static void complete(napi_env env, napi_status status, void *data)
{
    Exchange *exchange = data;
    napi_value result, value;
    napi_create_object(env, &result);
    napi_create_buffer_copy(env, exchange->used, exchange->bytes, NULL, &value);
    napi_set_named_property(env, result, "bytes", value);
    napi_create_buffer_copy(env, exchange->mark_count * sizeof *exchange->marks, exchange->marks, NULL, &value);
    napi_set_named_property(env, result, "marks", value);
    napi_create_int32(env, status == napi_ok ? -exchange->problem : -ECANCELED, &value);
    napi_set_named_property(env, result, "problem", value);
    napi_resolve_deferred(env, exchange->deferred, result);
    napi_delete_async_work(env, exchange->work);
    release(exchange);
}

static void finalize(napi_env env, void *data, void *hint)
{
    (void)env, (void)hint;
    release(data);
}

/*
 * exchangeDatagrams(path, questions: Buffer, lengths: Buffer of uint32, moreOffset, timeoutMs, own: path or null):
 *   { promise: Promise<{ bytes, marks, problem }>, handle: external }
 */
static napi_value exchange_datagrams(napi_env env, napi_callback_info info)
{
    ARGUMENTS(6);
    struct sockaddr_un address, own = {0};
    void *questions, *lengths;
    size_t question_bytes, length_bytes;
    int error = read_address(env, argv[0], &address);
    napi_valuetype own_type;
    napi_typeof(env, argv[5], &own_type);
    if (!error && own_type == napi_string) error = read_address(env, argv[5], &own);
    if (error) return fail(env, error, "exchange");
    if (napi_get_buffer_info(env, argv[1], &questions, &question_bytes) != napi_ok ||
        napi_get_buffer_info(env, argv[2], &lengths, &length_bytes) != napi_ok)
        return fail(env, EINVAL, "exchange");
    Exchange *exchange = calloc(1, sizeof *exchange);
    if (exchange == NULL) return fail(env, ENOMEM, "exchange");
    exchange->owners = 1;
    exchange->address = address;
    exchange->own = own;
    exchange->count = length_bytes / sizeof(uint32_t);
    exchange->more_offset = integer(env, argv[3]);
    exchange->timeout_ms = integer(env, argv[4]);
    exchange->questions = malloc(question_bytes + 1);
    exchange->question_lengths = malloc(length_bytes + 1);
    if (exchange->questions == NULL || exchange->question_lengths == NULL) {
        release(exchange);
        return fail(env, ENOMEM, "exchange");
    }
    memcpy(exchange->questions, questions, question_bytes);
    memcpy(exchange->question_lengths, lengths, length_bytes);
    size_t total = 0;
    for (uint32_t number = 0; number < exchange->count; number++) total += exchange->question_lengths[number];
    napi_value result, promise, handle, name;
    napi_create_string_utf8(env, "hostio.exchange", NAPI_AUTO_LENGTH, &name);
    if (total != question_bytes || napi_create_promise(env, &exchange->deferred, &promise) != napi_ok ||
        napi_create_async_work(env, NULL, name, execute, complete, exchange, &exchange->work) != napi_ok) {
        release(exchange);
        return fail(env, EINVAL, "exchange");
    }
    exchange->owners = 2;
    napi_create_external(env, exchange, finalize, NULL, &handle);
    napi_create_object(env, &result);
    napi_set_named_property(env, result, "promise", promise);
    napi_set_named_property(env, result, "handle", handle);
    napi_queue_async_work(env, exchange->work);
    return result;
}

static napi_value cancel_exchange(napi_env env, napi_callback_info info)
{
    ARGUMENTS(1);
    Exchange *exchange;
    if (napi_get_value_external(env, argv[0], (void **)&exchange) == napi_ok)
        atomic_store(&exchange->cancelled, true);
    return NULL;
}

void export_exchange(napi_env env, napi_value exports)
{
    export_function(env, exports, "exchangeDatagrams", exchange_datagrams);
    export_function(env, exports, "cancelExchange", cancel_exchange);
}
