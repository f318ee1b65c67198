/* Breaks the n-th change of a folder's files, whoever makes it: SQLite, tantivy or Python.
 *
 * Loaded with LD_PRELOAD and asleep until fault_arm() is called (through ctypes, in a forked
 * child). From then on every write, fsync, rename, unlink, link, truncation, mkdir, rmdir and
 * copy under the folder is counted, and the n-th is what the mode says:
 *   1  the process is killed before the call is made
 *   2  the call fails once, with EIO
 *   3  from there on no byte more can be written: ENOSPC (n counts bytes, not calls)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int mode = 0;
static long count = 0, at = 0;
static char folder[PATH_MAX];
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

void fault_arm(int new_mode, long new_at, const char *new_folder) {
    mode = new_mode; at = new_at; count = 0;
    strncpy(folder, new_folder, sizeof folder - 1);
}
long fault_count(void) { return count; }

static int inside(const char *path) {
    return mode && path && strncmp(path, folder, strlen(folder)) == 0;
}
static int fd_inside(int fd) {
    char link[64], path[PATH_MAX];
    if (!mode) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return inside(path);
}
/* 0: go on; else the errno to fail with. bytes: that the call would write, 0 for other calls. */
static int due(size_t bytes) {
    int fault = 0;
    pthread_mutex_lock(&guard);
    if (mode == 3) {
        if (bytes) { count += bytes; if (count > at) fault = ENOSPC; }
    } else if (++count == at) {
        if (mode == 1) kill(getpid(), SIGKILL);
        if (mode == 2) fault = EIO;
    }
    pthread_mutex_unlock(&guard);
    return fault;
}
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define BREAK(held, bytes) \
    do { if (held) { int fault = due(bytes); if (fault) { errno = fault; return -1; } } } while (0)

ssize_t write(int fd, const void *b, size_t n) { BREAK(fd_inside(fd), n); return REAL(write)(fd, b, n); }
ssize_t writev(int fd, const struct iovec *v, int c) {
    size_t n = 0; for (int i = 0; i < c; i++) n += v[i].iov_len;
    BREAK(fd_inside(fd), n); return REAL(writev)(fd, v, c);
}
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { BREAK(fd_inside(fd), n); return REAL(pwrite)(fd, b, n, o); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) { BREAK(fd_inside(fd), n); return REAL(pwrite64)(fd, b, n, o); }
ssize_t sendfile64(int to, int from, off64_t *o, size_t n);
ssize_t sendfile(int to, int from, off_t *o, size_t n);
ssize_t sendfile(int to, int from, off_t *o, size_t n) { BREAK(fd_inside(to), n < 4096 ? n : 4096); return REAL(sendfile)(to, from, o, n); }
ssize_t sendfile64(int to, int from, off64_t *o, size_t n) { BREAK(fd_inside(to), n < 4096 ? n : 4096); return REAL(sendfile64)(to, from, o, n); }
ssize_t copy_file_range(int f, off64_t *a, int t, off64_t *b, size_t n, unsigned g) { BREAK(fd_inside(t), n < 4096 ? n : 4096); return REAL(copy_file_range)(f, a, t, b, n, g); }
int fsync(int fd) { BREAK(fd_inside(fd), 0); return REAL(fsync)(fd); }
int fdatasync(int fd) { BREAK(fd_inside(fd), 0); return REAL(fdatasync)(fd); }
int ftruncate(int fd, off_t n) { BREAK(fd_inside(fd), 0); return REAL(ftruncate)(fd, n); }
int ftruncate64(int fd, off64_t n) { BREAK(fd_inside(fd), 0); return REAL(ftruncate64)(fd, n); }
int rename(const char *a, const char *b) { BREAK(inside(b), 0); return REAL(rename)(a, b); }
int renameat(int d, const char *a, int e, const char *b) { BREAK(inside(b), 0); return REAL(renameat)(d, a, e, b); }
int renameat2(int d, const char *a, int e, const char *b, unsigned f) { BREAK(inside(b), 0); return REAL(renameat2)(d, a, e, b, f); }
int link(const char *a, const char *b) { BREAK(inside(b), 0); return REAL(link)(a, b); }
int linkat(int d, const char *a, int e, const char *b, int f) { BREAK(inside(b), 0); return REAL(linkat)(d, a, e, b, f); }
int unlink(const char *a) { BREAK(inside(a), 0); return REAL(unlink)(a); }
int unlinkat(int d, const char *a, int f) { BREAK(d == AT_FDCWD ? inside(a) : fd_inside(d), 0); return REAL(unlinkat)(d, a, f); }
int mkdir(const char *a, mode_t m) { BREAK(inside(a), 0); return REAL(mkdir)(a, m); }
int rmdir(const char *a) { BREAK(inside(a), 0); return REAL(rmdir)(a); }
