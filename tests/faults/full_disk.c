/* A disk that becomes full at the n-th write: half of that write still fits, then nothing does until room is made.
   Preloaded into a process of the tests; only ordinary files are full, never a pipe. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

static long left = -1; /* writes that still fit; below zero there is room for all */
static long refused = 0;

void disk_full_after(long writes) { left = writes; refused = 0; }
long disk_full_refused(void) { return refused; }

/* How much of a write fits: all of it, a part, or -1 for nothing. */
static ssize_t room(int fd, size_t wanted) {
    struct stat info;
    if (left < 0 || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) return (ssize_t)wanted;
    if (left > 0) { left--; return (ssize_t)wanted; }
    refused++;
    if (refused == 1 && wanted > 1) return (ssize_t)(wanted / 2);
    errno = ENOSPC;
    return -1;
}

ssize_t write(int fd, const void *data, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    ssize_t fits = room(fd, size);
    return fits < 0 ? -1 : real(fd, data, (size_t)fits);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    ssize_t fits = room(fd, size);
    return fits < 0 ? -1 : real(fd, data, (size_t)fits, at);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }

ssize_t sendfile64(int to, int from, off64_t *at, size_t size) {
    static ssize_t (*real)(int, int, off64_t *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "sendfile64");
    ssize_t fits = room(to, size);
    return fits < 0 ? -1 : real(to, from, at, (size_t)fits);
}

ssize_t sendfile(int to, int from, off_t *at, size_t size) { return sendfile64(to, from, at, size); }

int statvfs64(const char *path, struct statvfs64 *told) {
    static int (*real)(const char *, struct statvfs64 *);
    if (!real) real = dlsym(RTLD_NEXT, "statvfs64");
    int result = real(path, told);
    if (result == 0 && refused) told->f_bavail = told->f_bfree = 0;
    return result;
}

int statvfs(const char *path, struct statvfs *told) { return statvfs64(path, (struct statvfs64 *)told); }
