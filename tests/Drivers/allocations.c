/* Fails one allocation of the program: FAIL_N = which (1 = the first), of those of FAIL_MIN bytes or more.
   FAIL_COUNT = a file that tells at the end how many there were. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static long seen, fail = -1, least = 4096;

static int hit(size_t size) {
    if (fail < 0) {
        char *n = getenv("FAIL_N"), *m = getenv("FAIL_MIN");
        least = m ? atol(m) : 4096;
        fail = n ? atol(n) : 0;
    }
    return size >= (size_t)least && __atomic_add_fetch(&seen, 1, __ATOMIC_SEQ_CST) == fail;
}

void *aligned_alloc(size_t alignment, size_t size) {
    static void *(*real)(size_t, size_t);
    if (!real)
        real = dlsym(RTLD_NEXT, "aligned_alloc");
    if (hit(size)) {
        errno = ENOMEM;
        return 0;
    }
    return real(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
    static int (*real)(void **, size_t, size_t);
    if (!real)
        real = dlsym(RTLD_NEXT, "posix_memalign");
    return hit(size) ? ENOMEM : real(result, alignment, size);
}

extern void *__libc_calloc(size_t, size_t);

void *calloc(size_t count, size_t size) {
    if (hit(count * size)) {
        errno = ENOMEM;
        return 0;
    }
    return __libc_calloc(count, size);
}

__attribute__((destructor)) static void end(void) {
    char *path = getenv("FAIL_COUNT");
    FILE *file = path ? fopen(path, "w") : 0;
    if (file) {
        fprintf(file, "%ld\n", seen);
        fclose(file);
    }
}
