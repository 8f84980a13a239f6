/*
 * Only a process of one thread may enter another user namespace (setns(2)), so a child does: it hands the socket back
 * (SCM_RIGHTS, unix(7)) and ends. Between fork and its end it does nothing but system calls.
 */
#include "packet_inside.h"
#include "hostio.h"
#include <fcntl.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/wait.h>

#define DEADLINE_MS 5000

typedef struct {
    int error, index;
} Answer;

typedef union {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr header;
} Rights;

static int make_socket(const int spaces[2], struct ifreq *request, int *fd)
{
    /* EINVAL: it is the user namespace that one is in already. */
    if (setns(spaces[0], CLONE_NEWUSER) < 0 && errno != EINVAL) return errno;
    if (setns(spaces[1], CLONE_NEWNET) < 0) return errno;
    *fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    return *fd < 0 || ioctl(*fd, SIOCGIFINDEX, request) < 0 ? errno : 0;
}

static _Noreturn void be_the_child(int to, const int spaces[2], struct ifreq *request)
{
    int fd = -1;
    Answer answer = {.error = make_socket(spaces, request, &fd)};
    if (answer.error == 0) answer.index = request->ifr_ifindex;
    struct iovec part = {&answer, sizeof answer};
    Rights rights = {0};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (answer.error == 0) {
        message.msg_control = rights.bytes;
        message.msg_controllen = sizeof rights.bytes;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof fd);
        memcpy(CMSG_DATA(header), &fd, sizeof fd);
    }
    sendmsg(to, &message, MSG_NOSIGNAL);
    _exit(0);
}

static int receive(int from, int *fd, int *index)
{
    struct pollfd wait = {.fd = from, .events = POLLIN};
    int ready;
    do ready = poll(&wait, 1, DEADLINE_MS);
    while (ready < 0 && errno == EINTR);
    if (ready <= 0) return ready == 0 ? ETIMEDOUT : errno;
    Answer answer;
    struct iovec part = {&answer, sizeof answer};
    Rights rights;
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = rights.bytes, .msg_controllen = sizeof rights.bytes};
    if (recvmsg(from, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) != sizeof answer) return EIO;
    if (answer.error) return answer.error;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header == NULL || header->cmsg_type != SCM_RIGHTS) return EIO;
    memcpy(fd, CMSG_DATA(header), sizeof *fd);
    *index = answer.index;
    return 0;
}

static int ask_child(const int spaces[2], struct ifreq *request, int *fd, int *index)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) return errno;
    pid_t child = fork();
    if (child == 0) be_the_child(pair[1], spaces, request);
    int error = child < 0 ? errno : 0;
    close(pair[1]);
    if (error == 0) {
        error = receive(pair[0], fd, index);
        if (error == ETIMEDOUT) kill(child, SIGKILL);
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    close(pair[0]);
    return error;
}

int packet_socket_inside(int pid, const char *name, int *fd, int *index)
{
    char path[40];
    int spaces[2], error = 0;
    struct ifreq request = {0};
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    snprintf(path, sizeof path, "/proc/%d/ns/user", pid);
    spaces[0] = open(path, O_RDONLY | O_CLOEXEC);
    if (spaces[0] < 0) return errno;
    snprintf(path, sizeof path, "/proc/%d/ns/net", pid);
    spaces[1] = open(path, O_RDONLY | O_CLOEXEC);
    error = spaces[1] < 0 ? errno : ask_child(spaces, &request, fd, index);
    close(spaces[0]);
    if (spaces[1] >= 0) close(spaces[1]);
    return error;
}
