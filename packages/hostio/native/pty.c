/* Pseudo-terminals; pty(7). */
#include "hostio.h"
#include <fcntl.h>
#include <sys/ioctl.h>

static napi_value open_pty(napi_env env, napi_callback_info info)
{
    ARGUMENTS(2);
    struct winsize size = {.ws_col = integer(env, argv[0]), .ws_row = integer(env, argv[1])};
    char path[64];
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (master < 0) return fail(env, errno, "posix_openpt");
    if (unlockpt(master) || (errno = ptsname_r(master, path, sizeof path)) || ioctl(master, TIOCSWINSZ, &size)) {
        int error = errno;
        close(master);
        return fail(env, error, "openPty");
    }
    napi_value result, value;
    napi_create_object(env, &result);
    napi_create_int32(env, master, &value);
    napi_set_named_property(env, result, "master", value);
    napi_create_string_utf8(env, path, NAPI_AUTO_LENGTH, &value);
    napi_set_named_property(env, result, "path", value);
    return result;
}

static napi_value resize_pty(napi_env env, napi_callback_info info)
{
    ARGUMENTS(3);
    struct winsize size = {.ws_col = integer(env, argv[1]), .ws_row = integer(env, argv[2])};
    if (ioctl(integer(env, argv[0]), TIOCSWINSZ, &size)) return fail(env, errno, "TIOCSWINSZ");
    return NULL;
}

void export_pty(napi_env env, napi_value exports)
{
    export_function(env, exports, "openPty", open_pty);
    export_function(env, exports, "resizePty", resize_pty);
}
