// A DNS responder of fixed cost for benches on loopback: one thread, recvmmsg and sendmmsg, answers by a hash of the name asked.
// A: one address. AAAA: 22 % of the names have one. MX: 45 %. 2 % of the names do not exist. Otherwise no data, with a SOA record.
// usage: dnsresp ADDRESS PORT SECONDS [LOSS_PERMILLE [TRUNCATED_PERMILLE]]
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define BATCH 64
#define SPACE 1500

static unsigned char in[BATCH][SPACE], out[BATCH][SPACE];
static struct mmsghdr received[BATCH], sent[BATCH];
static struct iovec from[BATCH], to[BATCH];
static struct sockaddr_storage peers[BATCH];
static int loss, truncated;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static uint32_t hash_of(const unsigned char *q, int length, int *end)
{
    uint32_t h = 2166136261u;
    int k = 12;
    while (k < length && q[k])
    {
        int label = q[k];
        h = (h ^ label) * 16777619u;
        for (int j = 1; j <= label && k + j < length; j++)
            h = (h ^ (q[k + j] | 0x20)) * 16777619u;
        k += label + 1;
    }
    *end = k + 5;
    h ^= h >> 15;
    h *= 0x2c1b3c6d;
    return h ^ (h >> 12);
}

static int append(unsigned char *r, int end, const void *record, int length)
{
    memcpy(r + end, record, length);
    return end + length;
}

// Writes the answer; 0 when there is none to be sent.
static int answer(const unsigned char *q, int length, unsigned char *r)
{
    static uint32_t seen;
    static const unsigned char soa[] = {
        0xc0, 12, 0, 6, 0, 1, 0, 0, 1, 44, 0, 26, 2, 'n', 's', 0xc0, 12, 0, 0, 0, 0, 1, 0, 0, 14, 16, 0, 0, 3, 132, 0, 9, 58, 128, 0, 0, 1, 44};
    int end;
    if (length < 17 || (loss && (int)(++seen * 2654435761u % 1000) < loss))
        return 0;
    uint32_t h = hash_of(q, length, &end);
    if (end > length)
        return 0;
    int type = q[end - 4] << 8 | q[end - 3];
    memcpy(r, q, end);
    r[2] = 0x84 | (q[2] & 1);
    r[3] = 0x80;
    memset(r + 4, 0, 8);
    r[5] = 1;
    if (truncated && (int)((h >> 7) % 1000) < truncated)
    {
        r[2] |= 2;
        return end;
    }
    if (h % 100 < 2)
        r[3] |= 3;
    else if (type == 1)
    {
        unsigned char a[] = {0xc0, 12, 0, 1, 0, 1, 0, 0, 14, 16, 0, 4, 103, h >> 16, h >> 8, h};
        r[7] = 1;
        return append(r, end, a, sizeof a);
    }
    else if (type == 28 && (h >> 8) % 100 < 22)
    {
        unsigned char a[] = {0xc0, 12, 0, 28, 0, 1, 0, 0, 14, 16, 0, 16, 0x24, 5, h >> 24, h >> 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, h >> 8, h};
        r[7] = 1;
        return append(r, end, a, sizeof a);
    }
    else if (type == 15 && (h >> 8) % 100 < 45)
    {
        unsigned char a[] = {0xc0, 12, 0, 15, 0, 1, 0, 0, 14, 16, 0, 7, 0, 10, 2, 'm', 'x', 0xc0, 12};
        r[7] = 1;
        return append(r, end, a, sizeof a);
    }
    r[9] = 1;
    return append(r, end, soa, sizeof soa);
}

int main(int count, char **words)
{
    if (count < 4)
        return 2;
    loss = count > 4 ? atoi(words[4]) : 0;
    truncated = count > 5 ? atoi(words[5]) : 0;
    int fd = socket(AF_INET, SOCK_DGRAM, 0), bytes = 64 << 20;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &bytes, sizeof bytes);
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(atoi(words[2]))};
    inet_pton(AF_INET, words[1], &own.sin_addr);
    if (bind(fd, (void *)&own, sizeof own))
    {
        perror("bind");
        return 1;
    }
    struct timeval patience = {0, 200000};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    for (int i = 0; i < BATCH; i++)
    {
        from[i].iov_base = in[i];
        received[i].msg_hdr.msg_iov = &from[i];
        received[i].msg_hdr.msg_iovlen = 1;
        received[i].msg_hdr.msg_name = &peers[i];
        sent[i].msg_hdr.msg_iov = &to[i];
        sent[i].msg_hdr.msg_iovlen = 1;
    }
    for (double end = now() + atof(words[3]); now() < end;)
    {
        for (int i = 0; i < BATCH; i++)
        {
            from[i].iov_len = SPACE;
            received[i].msg_hdr.msg_namelen = sizeof peers[i];
        }
        int n = recvmmsg(fd, received, BATCH, MSG_WAITFORONE, NULL), filled = 0;
        for (int i = 0; i < n; i++)
        {
            int length = answer(in[i], received[i].msg_len, out[filled]);
            if (!length)
                continue;
            to[filled].iov_base = out[filled];
            to[filled].iov_len = length;
            sent[filled].msg_hdr.msg_name = &peers[i];
            sent[filled].msg_hdr.msg_namelen = received[i].msg_hdr.msg_namelen;
            filled++;
        }
        for (int done = 0; done < filled;)
        {
            int more = sendmmsg(fd, sent + done, filled - done, 0);
            if (more <= 0)
                break;
            done += more;
        }
    }
    return 0;
}
