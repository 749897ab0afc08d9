// What the machine's UDP can do at most: datagrams sent and received back over one connected socket, with sendmmsg and recvmmsg, 64 in a batch, 1,000 under way.
// usage: udplimit ADDRESS PORT SECONDS    the peer must send something back for each datagram; prints "count seconds processor-seconds"
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

#define BATCH 64
#define WINDOW 1000

static unsigned char in[BATCH][2048], out[BATCH][64];
static struct mmsghdr received[BATCH], sent[BATCH];
static struct iovec from[BATCH], to[BATCH];

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int count, char **words)
{
    // A question of 60 bytes, as a client of a resolver would send it.
    static const unsigned char question[] = "\0\1\1\0\0\1\0\0\0\0\0\1\024the-name-of-a-domain\7example\2vn\0\0\1\0\1\0\0\51\4\320\0\0\0\0\0";
    if (count < 4)
        return 2;
    int fd = socket(AF_INET, SOCK_DGRAM, 0), bytes = 64 << 20;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &bytes, sizeof bytes);
    struct sockaddr_in peer = {.sin_family = AF_INET, .sin_port = htons(atoi(words[2]))};
    inet_pton(AF_INET, words[1], &peer.sin_addr);
    if (connect(fd, (void *)&peer, sizeof peer))
        return 1;
    for (int i = 0; i < BATCH; i++)
    {
        from[i] = (struct iovec){in[i], sizeof in[i]};
        received[i].msg_hdr.msg_iov = &from[i];
        received[i].msg_hdr.msg_iovlen = 1;
        memcpy(out[i], question, sizeof question - 1);
        to[i] = (struct iovec){out[i], sizeof question - 1};
        sent[i].msg_hdr.msg_iov = &to[i];
        sent[i].msg_hdr.msg_iovlen = 1;
    }
    uint64_t done = 0;
    int open = 0;
    double start = now(), end = start + atof(words[3]), quiet = start;
    while (now() < end)
    {
        int room = WINDOW - open < BATCH ? WINDOW - open : BATCH;
        if (room >= BATCH / 2 || !open)
        {
            int more = sendmmsg(fd, sent, room, 0);
            open += more > 0 ? more : 0;
        }
        int n = recvmmsg(fd, received, BATCH, MSG_DONTWAIT, NULL);
        if (n > 0)
        {
            done += n;
            open -= n;
            quiet = now();
            continue;
        }
        struct pollfd waits = {fd, POLLIN, 0};
        if (!poll(&waits, 1, 20) && now() - quiet > 0.1)
            open = 0;
    }
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("%lu %.3f %.3f\n", done, now() - start,
           used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6);
    return 0;
}
