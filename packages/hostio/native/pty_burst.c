#include "pty_burst.h"
#include <time.h>

/* What is read as soon as it comes is read line by line: a wake-up each for the writer, the kernel's worker and us. */
#define STEP_NS 250000
/* How long what came may lie here, and how much of it. */
#define LONGEST_NS 1000000
#define FULL_BYTES 49152
/* Steps without output until the event loop watches again. */
#define PARK_STEPS 8
#define STACK_BYTES 65536

ssize_t read_pty(int fd, uint8_t *bytes, size_t filled, size_t size)
{
    const size_t before = filled;
    while (filled < size) {
        /* At most 4095 bytes at a time, mostly: drivers/tty/n_tty.c */
        ssize_t length = read(fd, bytes + filled, size - filled);
        if (length > 0) filled += length;
        else if (length < 0 && errno == EAGAIN) break;
        else if (length == 0 || errno != EINTR) return filled > before ? (ssize_t)(filled - before) : -1; /* EIO */
    }
    return filled - before;
}

/* One burst, with the lock held but while it sleeps. */
static void read_burst(PtyBurst *burst)
{
    const struct timespec step = {.tv_nsec = STEP_NS};
    uint64_t sent_at = now_ns();
    int silent = 0;
    while (!burst->stops) {
        ssize_t length = burst->filled < BURST_BYTES ? read_pty(burst->fd, burst->bytes, burst->filled, BURST_BYTES) : 0;
        if (length > 0) burst->filled += length;
        burst->ended = length < 0;
        bool full = burst->filled >= FULL_BYTES;
        silent = length == 0 && !full ? silent + 1 : 0;
        burst->reads = !burst->ended && silent < PARK_STEPS;
        /* Again after two and four steps: one wake-up is not always enough. */
        bool quiet = silent > 0 && (silent & (silent - 1)) == 0;
        if (quiet) burst->quiet = true;
        const uint64_t now = now_ns();
        if (quiet || full || !burst->reads || (burst->filled > 0 && now - sent_at > LONGEST_NS)) {
            uv_async_send(burst->async);
            sent_at = now;
        }
        if (!burst->reads) return;
        pthread_mutex_unlock(&burst->lock);
        nanosleep(&step, NULL);
        pthread_mutex_lock(&burst->lock);
    }
}

static void *run(void *data)
{
    PtyBurst *burst = data;
    pthread_mutex_lock(&burst->lock);
    while (!burst->stops) {
        if (burst->reads) read_burst(burst);
        else pthread_cond_wait(&burst->changed, &burst->lock);
    }
    pthread_mutex_unlock(&burst->lock);
    return NULL;
}

PtyBurst *new_pty_burst(int fd, uv_async_t *async)
{
    PtyBurst *burst = calloc(1, sizeof *burst);
    if (burst == NULL) return NULL;
    burst->fd = fd;
    burst->async = async;
    pthread_mutex_init(&burst->lock, NULL);
    pthread_cond_init(&burst->changed, NULL);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    int error = pthread_create(&burst->thread, &attributes, run, burst);
    pthread_attr_destroy(&attributes);
    if (error == 0) return burst;
    free(burst);
    return NULL;
}

void start_pty_burst(PtyBurst *burst)
{
    pthread_mutex_lock(&burst->lock);
    burst->reads = true;
    pthread_cond_signal(&burst->changed);
    pthread_mutex_unlock(&burst->lock);
}

PtyBurstNews take_pty_burst(PtyBurst *burst, uint8_t *bytes)
{
    pthread_mutex_lock(&burst->lock);
    PtyBurstNews news = {
        .length = burst->filled, .quiet = burst->quiet, .parked = !burst->reads, .ended = burst->ended};
    memcpy(bytes, burst->bytes, burst->filled);
    burst->filled = 0;
    burst->quiet = false;
    pthread_mutex_unlock(&burst->lock);
    return news;
}

void end_pty_burst(PtyBurst *burst)
{
    pthread_mutex_lock(&burst->lock);
    burst->stops = true;
    pthread_cond_signal(&burst->changed);
    pthread_mutex_unlock(&burst->lock);
    pthread_join(burst->thread, NULL);
    pthread_cond_destroy(&burst->changed);
    pthread_mutex_destroy(&burst->lock);
    free(burst);
}
