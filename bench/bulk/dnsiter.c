// A world of three levels for benches of iterative resolvers: the root at 127.0.0.10, vn at 127.0.0.11, fifty leaf servers at 127.0.1.1 to 127.0.1.50, port 53.
// Every name below vn is a zone of its own, with glue, on the leaf server that a hash of the name gives. A: one address. AAAA: 22 % of the names. Otherwise no data.
// Run it where these addresses and the port are free: unshare -n, ip link set lo up.    usage: dnsiter SECONDS
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>

#define BATCH 32
#define LEAVES 50
#define SERVERS (LEAVES + 2)

enum { ROOT, VN, LEAF };

static unsigned char in[BATCH][1500], out[BATCH][1500];
static struct mmsghdr received[BATCH], sent[BATCH];
static struct iovec from[BATCH], to[BATCH];
static struct sockaddr_in peers[BATCH];

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static unsigned char *put16(unsigned char *p, unsigned v) { *p++ = v >> 8; *p++ = v; return p; }
static unsigned char *put32(unsigned char *p, uint32_t v) { return put16(put16(p, v >> 16), v); }
static unsigned char *pointer(unsigned char *p, int to) { return put16(p, 0xc000 | to); }
static unsigned char *head(unsigned char *p, int owner, int type, uint32_t ttl, int length) { return put16(put32(put16(put16(pointer(p, owner), type), 1), ttl), length); }
static unsigned char *address(unsigned char *p, int owner, int c, int d) { p = head(p, owner, 1, 20864, 4); *p++ = 127; *p++ = 0; *p++ = c; *p++ = d; return p; }

// A referral to the zone at an offset of the question, to one server inside it with glue.
static unsigned char *refer(unsigned char *r, unsigned char *p, int zone, const char *label, int c, int d)
{
    int size = strlen(label);
    r[9] = r[11] = 1;
    p = head(p, zone, 2, 20864, size + 3);
    int server = p - r;
    *p++ = size;
    memcpy(p, label, size);
    p = pointer(p + size, zone);
    return address(p, server, c, d);
}

static unsigned char *negative(unsigned char *r, unsigned char *p, int zone)
{
    r[9] = 1;
    p = head(p, zone, 6, 300, 26);
    memcpy(p, "\2ns", 3);
    p = pointer(p + 3, zone);
    *p++ = 0;
    return put32(put32(put32(put32(put32(p, 1), 3600), 900), 604800), 300);
}

static int answer(int level, const unsigned char *q, int length, unsigned char *r)
{
    uint32_t hash = 2166136261u;
    int at = 12, last = 12, labels = 0;
    while (at < length && q[at])
    {
        last = at;
        labels++;
        hash = (hash ^ q[at]) * 16777619u;
        for (int j = 1; j <= q[at] && at + j < length; j++)
            hash = (hash ^ (q[at + j] | 0x20)) * 16777619u;
        at += q[at] + 1;
    }
    int end = at + 5;
    if (end > length)
        return 0;
    hash ^= hash >> 15;
    hash *= 0x2c1b3c6d;
    hash ^= hash >> 12;
    int type = q[at + 1] << 8 | q[at + 2];
    memcpy(r, q, end);
    memset(r + 4, 0, 8);
    r[2] = 0x80 | (q[2] & 1);
    r[3] = 0;
    r[5] = 1;
    unsigned char *p = r + end;
    if (level == ROOT && labels > 0)
        return refer(r, p, last, "a", 0, 11) - r;
    if (level == VN && labels > 1)
        return refer(r, p, 12, "ns1", 1, 1 + hash % LEAVES) - r;
    r[2] |= 4;
    if (level == ROOT && type == 2)
    {
        r[7] = 1;
        p = head(p, at, 2, 3600, 8);
        memcpy(p, "\1a\4root", 8);
        return p + 8 - r;
    }
    if (type == 1 || (type == 28 && (hash >> 8) % 100 < 22))
    {
        r[7] = 1;
        p = head(p, 12, type, 3600, type == 1 ? 4 : 16);
        if (type == 28)
        {
            memcpy(p, "\x24\5\0\0\0\0\0\0\0\0\0\0", 12);
            p += 12;
        }
        return put32(p, type == 1 ? 0x67000000 | (hash & 0xffffff) : hash) - r;
    }
    return negative(r, p, labels ? 12 : at) - r;
}

static void serve(int fd, int level)
{
    for (int i = 0; i < BATCH; i++)
    {
        from[i].iov_len = sizeof in[i];
        received[i].msg_hdr.msg_namelen = sizeof peers[i];
    }
    int count = recvmmsg(fd, received, BATCH, MSG_DONTWAIT, 0), answers = 0;
    for (int i = 0; i < count; i++)
    {
        int length = received[i].msg_len < 17 ? 0 : answer(level, in[i], received[i].msg_len, out[answers]);
        if (!length)
            continue;
        to[answers] = (struct iovec){out[answers], length};
        sent[answers].msg_hdr = (struct msghdr){.msg_name = &peers[i], .msg_namelen = received[i].msg_hdr.msg_namelen, .msg_iov = &to[answers], .msg_iovlen = 1};
        answers++;
    }
    for (int done = 0, n; done < answers; done += n)
        if ((n = sendmmsg(fd, sent + done, answers - done, 0)) <= 0)
            break;
}

int main(int count, char **words)
{
    if (count < 2)
        return 2;
    int poll = epoll_create1(0), fds[SERVERS], bytes = 16 << 20;
    for (int i = 0; i < SERVERS; i++)
    {
        uint32_t host = i == ROOT ? 0x7f00000a : i == VN ? 0x7f00000b : 0x7f000100 + i - LEAF + 1;
        struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(53), .sin_addr.s_addr = htonl(host)};
        fds[i] = socket(AF_INET, SOCK_DGRAM, 0);
        setsockopt(fds[i], SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes);
        if (bind(fds[i], (void *)&place, sizeof place))
        {
            perror("dnsiter: bind");
            return 1;
        }
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
        epoll_ctl(poll, EPOLL_CTL_ADD, fds[i], &event);
    }
    for (int i = 0; i < BATCH; i++)
    {
        from[i] = (struct iovec){in[i], sizeof in[i]};
        received[i].msg_hdr = (struct msghdr){.msg_name = &peers[i], .msg_namelen = sizeof peers[i], .msg_iov = &from[i], .msg_iovlen = 1};
    }
    struct epoll_event events[64];
    for (double end = now() + atof(words[1]); now() < end;)
        for (int k = epoll_wait(poll, events, 64, 200); k-- > 0;)
            serve(fds[events[k].data.u32], events[k].data.u32 < LEAF ? (int)events[k].data.u32 : LEAF);
    return 0;
}
