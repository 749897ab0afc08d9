#define _GNU_SOURCE // RUSAGE_THREAD
// The floor of a TLS client: handshakes by OpenSSL in C, one after the other, the chain looked at.
// link: -lssl -lcrypto
//   handshakes(ipv6, port, host, roots.pem, count): microseconds of processor time each, negative on failure
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static double spent(void) {
  struct rusage u;
  getrusage(RUSAGE_THREAD, &u);
  return u.ru_utime.tv_sec * 1e6 + u.ru_utime.tv_usec + u.ru_stime.tv_sec * 1e6 + u.ru_stime.tv_usec;
}

double handshakes(int ipv6, int port, const char *host, const char *roots, int count) {
  SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
  if (!ctx || SSL_CTX_load_verify_locations(ctx, roots, NULL) != 1) return -1;
  SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
  double began = spent();
  for (int i = 0; i < count; i++) {
    struct sockaddr_in6 a6 = {.sin6_family = AF_INET6, .sin6_port = htons(port), .sin6_addr = in6addr_loopback};
    struct sockaddr_in a4 = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(fd, ipv6 ? (void *)&a6 : (void *)&a4, ipv6 ? sizeof a6 : sizeof a4)) return -2;
    SSL *ssl = SSL_new(ctx);
    SSL_set_fd(ssl, fd);
    SSL_set_tlsext_host_name(ssl, host);
    SSL_set_alpn_protos(ssl, (const unsigned char *)"\2h2", 3);
    if (SSL_connect(ssl) != 1 || SSL_get_verify_result(ssl) != X509_V_OK) return -3;
    SSL_free(ssl);
    close(fd);
  }
  double took = spent() - began;
  SSL_CTX_free(ctx);
  return took / count;
}
