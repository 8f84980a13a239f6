/* Copying parts of disks: what is all zero is found on the way and not written. */
#include "hostio.h"
#include <stdbool.h>

/* Block size of common file systems: holes come in these. */
#define PAGE 4096

/* Compares with itself, eight bytes on: ends at the first byte that is not zero, which is mostly the first of all. */
static bool all_zero(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length && at < 8; at++) {
        if (bytes[at]) return false;
    }
    return length <= 8 || memcmp(bytes, bytes + 8, length - 8) == 0;
}

static int read_fully(int fd, char *bytes, size_t length, off_t offset)
{
    while (length > 0) {
        ssize_t count = pread(fd, bytes, length, offset);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        /* It became shorter. */
        if (count == 0) return ENODATA;
        bytes += count, length -= count, offset += count;
    }
    return 0;
}

static int write_fully(int fd, const char *bytes, size_t length, off_t offset)
{
    while (length > 0) {
        ssize_t count = pwrite(fd, bytes, length, offset);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        bytes += count, length -= count, offset += count;
    }
    return 0;
}

/* Up to the next byte of the target where pages begin, or the end. */
static size_t page_length(off_t offset, size_t left)
{
    size_t length = PAGE - offset % PAGE;
    return length < left ? length : left;
}

/*
 * copyWindow(scratch: Uint8Array, to, from, offset, shift): null, or pairs of numbers: where in the target it would have
 * been zeros, which were not written. As many bytes as the scratch has; in the source they lie `shift` later.
 */
static napi_value copy_window(napi_env env, napi_callback_info info)
{
    ARGUMENTS(5);
    char *bytes;
    size_t length;
    int64_t offset, shift;
    int to = integer(env, argv[1]), from = integer(env, argv[2]);
    if (napi_get_typedarray_info(env, argv[0], NULL, &length, (void **)&bytes, NULL, NULL) != napi_ok ||
        napi_get_value_int64(env, argv[3], &offset) != napi_ok || napi_get_value_int64(env, argv[4], &shift) != napi_ok)
        return fail(env, EINVAL, "copy");
    int error = read_fully(from, bytes, length, offset + shift);
    if (error) return fail(env, error, "read");
    napi_value zeros, value;
    napi_get_null(env, &zeros);
    uint32_t count = 0;
    for (size_t at = 0; at < length;) {
        size_t start = at, step = page_length(offset + at, length - at);
        bool zero = all_zero(bytes + at, step);
        for (at += step; at < length; at += step) {
            step = page_length(offset + at, length - at);
            if (all_zero(bytes + at, step) != zero) break;
        }
        if (!zero) {
            error = write_fully(to, bytes + start, at - start, offset + start);
            if (error) return fail(env, error, "write");
            continue;
        }
        if (count == 0) napi_create_array(env, &zeros);
        napi_create_int64(env, offset + start, &value);
        napi_set_element(env, zeros, count++, value);
        napi_create_int64(env, offset + at, &value);
        napi_set_element(env, zeros, count++, value);
    }
    return zeros;
}

void export_copy(napi_env env, napi_value exports)
{
    export_function(env, exports, "copyWindow", copy_window);
}
