/* A packet socket of the network namespace of another process. */
#ifndef PACKET_INSIDE_H
#define PACKET_INSIDE_H

/*
 * Makes one that is bound to nothing yet, non-blocking, and finds the index of the interface `name` there. An errno:
 * ENODEV when there is no such interface, ENOENT or ESRCH without that process, EPERM when its namespace is not ours.
 */
int packet_socket_inside(int pid, const char *name, int *fd, int *index);

#endif
