/* Puts faults of a disk under a whole process, whoever writes in it: .NET, SQLite, DuckDB. Loaded by LD_PRELOAD; what it does is said, and may be
   changed at any moment, through a file that the test maps too (SEXTANT_FAULTS names it).

   A sync that fails also loses what was not synced before, as a real disk does: those bytes become zeros. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OP_WRITE = 1, OP_SYNC = 2, OP_RENAME = 4, OP_CREATE = 8, OP_TRUNCATE = 16, SHORT_WRITES = 32, LOSE_UNSYNCED = 64 };

struct control {
    volatile int32_t ops;      /* which calls fail; 0: none */
    volatile int32_t error;    /* with this errno */
    volatile int32_t one_in;   /* every n-th of them; 1: all */
    volatile int32_t calls;    /* calls that matched */
    volatile int32_t failed;   /* of these, so many were made to fail or fall short */
    int32_t unused;
    char match[232];           /* what the path must contain; empty: every path under root */
    char root[256];            /* only paths that begin with this */
};

static struct control *control;
enum { MOST_FILES = 8192 };
static volatile long synced[MOST_FILES]; /* by descriptor: the length at the last sync that worked */

#define REAL(name) ((__typeof__(&name))real(#name))

typedef void *(*find)(void *, const char *);

/* dlsym is ours too, see below: the system's is found by its version. */
static find finder(void) {
    static find found;
    static const char *const versions[] = {"GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5"};
    for (int i = 0; !found && i < 3; i++) found = (find)dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    return found;
}

static void *real(const char *name) { return finder()(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("SEXTANT_FAULTS");
    int file = path ? REAL(open)(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *at = mmap(0, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (at != MAP_FAILED) control = at;
    REAL(close)(file);
}

static int fits(const char *path, int op) {
    if (!control || !(control->ops & op)) return 0;
    if (strncmp(path, control->root, strlen(control->root)) != 0 || !strstr(path, control->match)) return 0;
    int call = __sync_add_and_fetch(&control->calls, 1);
    int one_in = control->one_in;
    if (one_in > 1 && call % one_in != 0) return 0;
    __sync_add_and_fetch(&control->failed, 1);
    return 1;
}

static int fits_file(int file, int op, char *path, size_t size) {
    char link[40];
    if (!control || !(control->ops & op)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, size - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return fits(path, op);
}

static int refuse(void) {
    errno = control->error;
    return -1;
}

/* How much of a write is taken; -1: nothing, errno says why. */
static ssize_t taken(int file, size_t count) {
    char path[4096];
    if (fits_file(file, OP_WRITE, path, sizeof path)) return refuse();
    if (count > 1 && fits_file(file, SHORT_WRITES, path, sizeof path)) return (ssize_t)(count / 2);
    return (ssize_t)count;
}

ssize_t write(int file, const void *bytes, size_t count) {
    ssize_t room = taken(file, count);
    return room < 0 ? -1 : REAL(write)(file, bytes, (size_t)room);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) {
    ssize_t room = taken(file, count);
    return room < 0 ? -1 : REAL(pwrite)(file, bytes, (size_t)room, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    ssize_t room = taken(file, count);
    return room < 0 ? -1 : REAL(pwrite64)(file, bytes, (size_t)room, at);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    char path[4096];
    return fits_file(file, OP_WRITE, path, sizeof path) ? refuse() : REAL(writev)(file, parts, count);
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t at) {
    char path[4096];
    return fits_file(file, OP_WRITE, path, sizeof path) ? refuse() : REAL(pwritev)(file, parts, count, at);
}

ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at) {
    char path[4096];
    return fits_file(file, OP_WRITE, path, sizeof path) ? refuse() : REAL(pwritev64)(file, parts, count, at);
}

static void lose(int file, const char *path) {
    static const char zeros[65536];
    struct stat status;
    if (!(control->ops & LOSE_UNSYNCED) || file >= MOST_FILES || strstr(path, ".db") || fstat(file, &status) != 0) return;
    for (long at = synced[file]; at < status.st_size; at += (long)sizeof zeros) {
        long left = status.st_size - at;
        if (REAL(pwrite)(file, zeros, left < (long)sizeof zeros ? (size_t)left : sizeof zeros, at) < 0) return;
    }
}

static int sync_or_fail(int file, int (*call)(int)) {
    char path[4096];
    struct stat status;
    if (fits_file(file, OP_SYNC, path, sizeof path)) {
        lose(file, path);
        return refuse();
    }
    int result = call(file);
    if (result == 0 && control && file >= 0 && file < MOST_FILES && fstat(file, &status) == 0) synced[file] = status.st_size;
    return result;
}

int fdatasync(int file) { return sync_or_fail(file, REAL(fdatasync)); }

int fsync(int file) { return sync_or_fail(file, REAL(fsync)); }

int close(int file) {
    if (file >= 0 && file < MOST_FILES) synced[file] = 0;
    return REAL(close)(file);
}

int rename(const char *from, const char *to) { return fits(to, OP_RENAME) ? refuse() : REAL(rename)(from, to); }

int ftruncate(int file, off_t length) {
    char path[4096];
    return fits_file(file, OP_TRUNCATE, path, sizeof path) ? refuse() : REAL(ftruncate)(file, length);
}

int ftruncate64(int file, off64_t length) {
    char path[4096];
    return fits_file(file, OP_TRUNCATE, path, sizeof path) ? refuse() : REAL(ftruncate64)(file, length);
}

#define OPEN(name)                                                        \
    int name(const char *path, int flags, ...) {                          \
        mode_t mode = 0;                                                  \
        if (flags & (O_CREAT | O_TMPFILE)) {                              \
            va_list rest;                                                 \
            va_start(rest, flags);                                        \
            mode = va_arg(rest, mode_t);                                  \
            va_end(rest);                                                 \
        }                                                                 \
        if ((flags & O_CREAT) && fits(path, OP_CREATE)) return refuse();  \
        return REAL(name)(path, flags, mode);                             \
    }

OPEN(open)
OPEN(open64)

/* .NET looks its calls up in the C library itself, past every library that was loaded before it: they are handed out here. */
void *dlsym(void *library, const char *name) {
    static const struct { const char *name; void *ours; } calls[] = {
        {"write", write}, {"pwrite", pwrite}, {"pwrite64", pwrite64}, {"fdatasync", fdatasync}, {"fsync", fsync}, {"close", close},
        {"rename", rename}, {"ftruncate", ftruncate}, {"ftruncate64", ftruncate64}, {"open", open}, {"open64", open64},
    };
    void *found = finder()(library, name);
    for (size_t i = 0; found && control && i < sizeof calls / sizeof *calls; i++) {
        if (strcmp(name, calls[i].name) == 0) return calls[i].ours;
    }
    return found;
}
