/*
 * A thread that reads a pty's master while a burst lasts. Whoever reads on the event loop makes the writer wait whenever
 * JavaScript runs: a pty holds some 12 kB (pty_common_install in drivers/tty/pty.c), which a guest fills in half a
 * millisecond.
 */
#ifndef PTY_BURST_H
#define PTY_BURST_H

#include "hostio.h"
#include <pthread.h>
#include <uv.h>

#define BURST_BYTES 65536

typedef struct {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uv_async_t *async; /* sent to when there is something to take */
    int fd;
    /* Under the lock. */
    bool reads, stops, quiet, ended;
    size_t filled;
    uint8_t bytes[BURST_BYTES];
} PtyBurst;

/* What there was to take, in this order. */
typedef struct {
    size_t length;
    bool quiet;  /* a step brought nothing: the writer is done, or waits to be told of room */
    bool parked; /* nothing came for a while: the thread waits for start_pty_burst */
    bool ended;
} PtyBurstNews;

/* Reads what there is behind `filled` bytes of `size`. Returns how much that was; -1: nothing will ever come again. */
ssize_t read_pty(int fd, uint8_t *bytes, size_t filled, size_t size);

/* A thread that waits. NULL: none could be made. */
PtyBurst *new_pty_burst(int fd, uv_async_t *async);
void start_pty_burst(PtyBurst *burst);
/* Copies at most BURST_BYTES to `bytes`. */
PtyBurstNews take_pty_burst(PtyBurst *burst, uint8_t *bytes);
/* Ends the thread, within a step; frees. */
void end_pty_burst(PtyBurst *burst);

#endif
