#define _GNU_SOURCE // accept4
// A mail server on loopback that greets and knows EHLO, STARTTLS and QUIT: what a client of conversations is measured against. One thread, epoll.
// link: -lssl -lcrypto
//   smtp_serve(chain.pem, key.pem, ready): calls ready(port) once it listens on both families, then serves until the process ends; negative on failure
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
  int fd, shaking, length;
  SSL *ssl;
  char line[1024];
} Talk;

static const char greeting[] = "220 mail.bench.example ESMTP\r\n";
static const char open_list[] = "250-mail.bench.example\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250-ETRN\r\n250-STARTTLS\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250-DSN\r\n250 CHUNKING\r\n";
static const char secure_list[] = "250-mail.bench.example\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250-ETRN\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250-DSN\r\n250 CHUNKING\r\n";

static int say(Talk *t, const char *text) {
  int n = (int)strlen(text);
  return (t->ssl ? SSL_write(t->ssl, text, n) : (int)send(t->fd, text, (size_t)n, MSG_NOSIGNAL)) == n;
}

static void over(Talk *t) {
  if (t->ssl) SSL_free(t->ssl);
  close(t->fd);
  free(t);
}

// 0: go on; 1: over.
static int answer(Talk *t, SSL_CTX *ctx) {
  char *end;
  while (!t->shaking && (end = memchr(t->line, '\n', (size_t)t->length))) {
    int used = (int)(end - t->line) + 1, quit = 0;
    if (!strncasecmp(t->line, "EHLO ", 5)) {
      if (!say(t, t->ssl ? secure_list : open_list)) return 1;
    } else if (!strncasecmp(t->line, "STARTTLS", 8) && !t->ssl) {
      if (!say(t, "220 2.0.0 Ready to start TLS\r\n")) return 1;
      t->ssl = SSL_new(ctx);
      SSL_set_fd(t->ssl, t->fd);
      SSL_set_accept_state(t->ssl);
      t->shaking = 1;
    } else if (!strncasecmp(t->line, "QUIT", 4)) {
      say(t, "221 2.0.0 Bye\r\n");
      quit = 1;
    } else if (!say(t, "502 5.5.2 Error: command not recognized\r\n")) {
      return 1;
    }
    t->length -= used;
    memmove(t->line, t->line + used, (size_t)t->length);
    if (quit) return 1;
  }
  return t->length == sizeof t->line;
}

static int hear(Talk *t, SSL_CTX *ctx) {
  for (;;) {
    if (t->shaking) {
      int done = SSL_do_handshake(t->ssl);
      if (done != 1) return SSL_get_error(t->ssl, done) != SSL_ERROR_WANT_READ;
      t->shaking = 0;
    }
    int room = (int)sizeof t->line - t->length;
    int got = t->ssl ? SSL_read(t->ssl, t->line + t->length, room) : (int)recv(t->fd, t->line + t->length, (size_t)room, 0);
    if (got <= 0) return t->ssl ? SSL_get_error(t->ssl, got) != SSL_ERROR_WANT_READ : got == 0;
    t->length += got;
    if (answer(t, ctx)) return 1;
  }
}

static int listen_on(int family, int port) {
  struct sockaddr_in6 a6 = {.sin6_family = AF_INET6, .sin6_port = htons((unsigned short)port), .sin6_addr = in6addr_loopback};
  struct sockaddr_in a4 = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (family == AF_INET6) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one);
  if (bind(fd, family == AF_INET6 ? (void *)&a6 : (void *)&a4, family == AF_INET6 ? sizeof a6 : sizeof a4) || listen(fd, 4096)) return -1;
  return fd;
}

int smtp_serve(const char *chain, const char *key, void (*ready)(int)) {
  SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
  if (!ctx || SSL_CTX_use_certificate_chain_file(ctx, chain) != 1 || SSL_CTX_use_PrivateKey_file(ctx, key, SSL_FILETYPE_PEM) != 1) return -1;
  SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(ctx, 0);
  int v4 = listen_on(AF_INET, 0);
  struct sockaddr_in bound;
  socklen_t size = sizeof bound;
  if (v4 < 0 || getsockname(v4, (void *)&bound, &size)) return -2;
  int v6 = listen_on(AF_INET6, ntohs(bound.sin_port)), poll = epoll_create1(0), one = 1;
  if (v6 < 0) return -3;
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = &v4};
  epoll_ctl(poll, EPOLL_CTL_ADD, v4, &e);
  e.data.ptr = &v6;
  epoll_ctl(poll, EPOLL_CTL_ADD, v6, &e);
  ready(ntohs(bound.sin_port));
  for (struct epoll_event events[64];;) {
    int n = epoll_wait(poll, events, 64, -1);
    for (int i = 0; i < n; i++) {
      if (events[i].data.ptr != &v4 && events[i].data.ptr != &v6) {
        Talk *t = events[i].data.ptr;
        if (hear(t, ctx)) over(t);
        continue;
      }
      for (int fd; (fd = accept4(*(int *)events[i].data.ptr, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
        Talk *t = calloc(1, sizeof *t);
        t->fd = fd;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        e = (struct epoll_event){.events = EPOLLIN, .data.ptr = t};
        epoll_ctl(poll, EPOLL_CTL_ADD, fd, &e);
        if (!say(t, greeting)) over(t);
      }
    }
  }
}
