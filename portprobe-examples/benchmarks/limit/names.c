/*
 * names - a name server on UDP for benchmarks. It answers each query of type A with the next of 60,000 addresses after
 * a fixed delay, and each other query without a record.
 *
 *   names ADDRESS PORT DELAY_US ANSWER
 *
 * Prints "ready". Ends with SIGTERM.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { BATCH = 64, LONGEST = 512, WAITING = 1 << 16, HOSTS = 60000 };

struct response {
	int64_t due_ns;
	struct sockaddr_in peer;
	int length;
	unsigned char bytes[LONGEST];
};

static struct response ring[WAITING]; /* all delays are equal, so that the order is that of arrival */
static unsigned head, tail;
static struct in_addr answer;
static unsigned given;

static int64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void fail(const char *what)
{
	fprintf(stderr, "names: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* Turns a query with one question into its response; returns 0 if it is none. */
static int respond(unsigned char *m, int length)
{
	int at = 12;
	if (length < 17 || m[5] != 1)
		return 0;
	while (at < length && m[at] != 0)
		at += m[at] + 1;
	if (at + 5 > length || at + 5 + 16 > LONGEST)
		return 0;
	int is_a = m[at + 1] == 0 && m[at + 2] == 1;
	m[2] = 0x81;
	m[3] = 0x80;
	memset(m + 6, 0, 6);
	at += 5;
	if (is_a) {
		static const unsigned char record[] = {0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4};
		m[7] = 1;
		memcpy(m + at, record, sizeof record);
		uint32_t address = htonl(ntohl(answer.s_addr) + given++ % HOSTS);
		memcpy(m + at + sizeof record, &address, 4);
		at += sizeof record + 4;
	}
	return at;
}

static void receive(int fd, int64_t delay_ns)
{
	static unsigned char bytes[BATCH][LONGEST];
	static struct sockaddr_in peers[BATCH];
	struct iovec parts[BATCH];
	struct mmsghdr messages[BATCH];
	for (int i = 0; i < BATCH; i++) {
		parts[i] = (struct iovec){bytes[i], LONGEST};
		messages[i] = (struct mmsghdr){.msg_hdr = {.msg_name = &peers[i], .msg_namelen = sizeof peers[i],
			.msg_iov = &parts[i], .msg_iovlen = 1}};
	}
	int count = recvmmsg(fd, messages, BATCH, MSG_DONTWAIT, NULL);
	int64_t now = now_ns();
	for (int i = 0; i < count && tail - head < WAITING; i++) {
		struct response *r = &ring[tail % WAITING];
		memcpy(r->bytes, bytes[i], messages[i].msg_len);
		r->length = respond(r->bytes, messages[i].msg_len);
		r->peer = peers[i];
		r->due_ns = now + delay_ns;
		if (r->length)
			tail++;
	}
}

static void send_due(int fd, int64_t now)
{
	struct iovec parts[BATCH];
	struct mmsghdr messages[BATCH];
	while (head != tail && ring[head % WAITING].due_ns <= now) {
		int count = 0;
		while (count < BATCH && head + count != tail && ring[(head + count) % WAITING].due_ns <= now) {
			struct response *r = &ring[(head + count) % WAITING];
			parts[count] = (struct iovec){r->bytes, r->length};
			messages[count] = (struct mmsghdr){.msg_hdr = {.msg_name = &r->peer, .msg_namelen = sizeof r->peer,
				.msg_iov = &parts[count], .msg_iovlen = 1}};
			count++;
		}
		int sent = sendmmsg(fd, messages, count, 0);
		head += sent > 0 ? sent : 1; /* a peer that is gone */
	}
}

int main(int argc, char **argv)
{
	if (argc != 5 || inet_pton(AF_INET, argv[4], &answer) != 1) {
		fprintf(stderr, "usage: names ADDRESS PORT DELAY_US ANSWER\n");
		return 64;
	}
	int64_t delay_ns = atoll(argv[3]) * 1000;
	struct sockaddr_in local = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2]))};
	if (inet_pton(AF_INET, argv[1], &local.sin_addr) != 1)
		fail(argv[1]);
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), room = 8 << 20;
	if (fd < 0 || bind(fd, (struct sockaddr *)&local, sizeof local) < 0)
		fail("bind");
	setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
	puts("ready");
	fflush(stdout);
	for (;;) {
		int64_t now = now_ns(), wait = head == tail ? 1000000000LL : ring[head % WAITING].due_ns - now;
		if (wait > 0) {
			struct pollfd readable = {.fd = fd, .events = POLLIN};
			struct timespec timeout = {wait / 1000000000LL, wait % 1000000000LL};
			ppoll(&readable, 1, &timeout, NULL);
		}
		receive(fd, delay_ns);
		send_due(fd, now_ns());
	}
}
