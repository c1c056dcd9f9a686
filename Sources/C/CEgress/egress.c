#define _GNU_SOURCE
#include "egress.h"

#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    const egress_order *order;
    CURL *curl;
    int64_t bytes;
    bool refused, called_off, too_large, other_status, file_failed;
} transfer;

/// The last point before a connection: the address is the one that the kernel will be told, however it was spelt or resolved.
static curl_socket_t open_socket(void *client, curlsocktype purpose, struct curl_sockaddr *address) {
    transfer *own = client;
    const uint8_t *bytes = NULL;
    int length = 0, port = 0;
    if (address->family == AF_INET) {
        const struct sockaddr_in *in = (const struct sockaddr_in *)&address->addr;
        bytes = (const uint8_t *)&in->sin_addr;
        length = 4;
        port = ntohs(in->sin_port);
    } else if (address->family == AF_INET6) {
        const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)&address->addr;
        bytes = (const uint8_t *)&in6->sin6_addr;
        length = 16;
        port = ntohs(in6->sin6_port);
    }
    if (purpose != CURLSOCKTYPE_IPCXN || bytes == NULL
        || !own->order->may_connect(own->order->context, bytes, length, port)) {
        own->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t receive(char *data, size_t size, size_t count, void *client) {
    transfer *own = client;
    size_t length = size * count;
    long status = 0;
    curl_easy_getinfo(own->curl, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200) {
        own->other_status = true;
        return 0;
    }
    if ((int64_t)length > own->order->byte_limit - own->bytes) {
        own->too_large = true;
        return 0;
    }
    size_t written = 0;
    while (written < length) {
        ssize_t step = write(own->order->file, data + written, length - written);
        if (step < 0 && errno == EINTR) continue;
        if (step <= 0) {
            own->file_failed = true;
            return 0;
        }
        written += (size_t)step;
    }
    own->bytes += (int64_t)length;
    return length;
}

static int watch(void *client, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    (void)a, (void)b, (void)c, (void)d;
    transfer *own = client;
    own->called_off = own->called_off || own->order->is_called_off(own->order->context);
    return own->called_off ? 1 : 0;
}

static void set_up(CURL *curl, const egress_order *order, transfer *own) {
    curl_easy_setopt(curl, CURLOPT_URL, order->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, order->protocol);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    // A proxy from the environment would hide whom we connect to.
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "odori");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, order->connect_milliseconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, order->total_milliseconds);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, order->slowest_bytes);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, order->slow_seconds);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)order->byte_limit);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, own);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, own);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, own);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}

static egress_end judge(const transfer *own, CURLcode code, long status) {
    if (own->called_off) return egress_called_off;
    if (own->too_large) return egress_too_large;
    if (own->file_failed) return egress_file_failed;
    if (own->other_status) return egress_other_status;
    switch (code) {
    case CURLE_OK: return status == 200 ? egress_done : egress_other_status;
    case CURLE_FILESIZE_EXCEEDED: return status == 200 ? egress_too_large : egress_other_status;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_LOGIN_DENIED: return egress_bad_url;
    case CURLE_OPERATION_TIMEDOUT: return egress_timed_out;
    case CURLE_COULDNT_CONNECT: return own->refused ? egress_address_refused : egress_broken;
    default: return egress_broken;
    }
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void initialise(void) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

/// A peer that goes away while we write must cost us this download only.
static CURLcode perform_without_sigpipe(CURL *curl) {
    sigset_t pipe, before;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, &before);
    CURLcode code = curl_easy_perform(curl);
    struct timespec at_once = {0, 0};
    while (sigtimedwait(&pipe, NULL, &at_once) > 0) {}
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return code;
}

egress_report egress_fetch(const egress_order *order) {
    pthread_once(&once, initialise);
    egress_report report = {.end = egress_broken, .reason = "no memory"};
    CURL *curl = curl_easy_init();
    if (curl == NULL) return report;
    transfer own = {.order = order, .curl = curl};
    if (order->is_called_off(order->context)) {
        report.end = egress_called_off;
    } else {
        set_up(curl, order, &own);
        CURLcode code = perform_without_sigpipe(curl);
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &report.status);
        report.end = judge(&own, code, report.status);
        report.reason = curl_easy_strerror(code);
    }
    report.bytes = own.bytes;
    curl_easy_cleanup(curl);
    return report;
}
