#define _GNU_SOURCE
#include "egress.h"

#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    const egress_order *order;
    CURL *curl;
    int64_t bytes;
    /// Where the part that comes begins, as the answer says; -1 when it does not.
    int64_t range_start;
    bool is_rest, refused, called_off, too_large, other_status, file_failed;
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

static bool store(transfer *own, const char *data, size_t length) {
    size_t written = 0;
    while (written < length) {
        ssize_t step = write(own->order->file, data + written, length - written);
        if (step < 0 && errno == EINTR) continue;
        if (step <= 0) {
            own->file_failed = true;
            return false;
        }
        written += (size_t)step;
    }
    return true;
}

/// The answer is the whole although only the rest was asked for: what we have is of another version.
static bool begin_anew(transfer *own) {
    own->is_rest = false;
    own->bytes = 0;
    own->file_failed = ftruncate(own->order->file, 0) != 0 || lseek(own->order->file, 0, SEEK_SET) != 0;
    return !own->file_failed;
}

static size_t receive(char *data, size_t size, size_t count, void *client) {
    transfer *own = client;
    size_t length = size * count;
    long status = 0;
    curl_easy_getinfo(own->curl, CURLINFO_RESPONSE_CODE, &status);
    if (own->order->body != NULL) {
        own->bytes += (int64_t)length;
        return own->bytes > own->order->byte_limit ? 0 : length;
    }
    if (status != 200 && !(status == 206 && own->is_rest)) {
        own->other_status = true;
        return 0;
    }
    if (status == 206 && own->range_start != own->order->resume_from) return 0;
    if (status == 200 && own->is_rest && !begin_anew(own)) return 0;
    if ((int64_t)length > own->order->byte_limit - own->bytes) {
        own->too_large = true;
        return 0;
    }
    if (!store(own, data, length)) return 0;
    own->bytes += (int64_t)length;
    return length;
}

static size_t read_header(char *line, size_t size, size_t count, void *client) {
    transfer *own = client;
    size_t length = size * count;
    static const char name[] = "content-range: bytes ";
    size_t known = sizeof name - 1;
    if (length > known && length < known + 64 && strncasecmp(line, name, known) == 0) {
        char text[64] = {0};
        memcpy(text, line + known, length - known);
        own->range_start = strtoll(text, NULL, 10);
    }
    own->order->on_header(own->order->context, line, length);
    return length;
}

static int watch(void *client, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    (void)a, (void)b, (void)c, (void)d;
    transfer *own = client;
    own->called_off = own->called_off || own->order->is_called_off(own->order->context);
    return own->called_off ? 1 : 0;
}

static void set_limits(CURL *curl, const egress_order *order) {
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, order->connect_milliseconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, order->total_milliseconds);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, order->slowest_bytes);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, order->slow_seconds);
    if (order->body == NULL && order->resume_from == 0) {
        curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)order->byte_limit);
    }
}

static void set_request(CURL *curl, const egress_order *order) {
    curl_easy_setopt(curl, CURLOPT_URL, order->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, order->protocol);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    // A proxy from the environment would hide whom we connect to.
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "odori");
    if (order->body != NULL) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)order->body_length);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, order->body);
    } else if (order->resume_from > 0) {
        char range[32];
        snprintf(range, sizeof range, "%lld-", (long long)order->resume_from);
        curl_easy_setopt(curl, CURLOPT_RANGE, range);
    }
}

static void set_functions(CURL *curl, transfer *own) {
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, own);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, own);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, read_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, own);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, own);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}

static struct curl_slist *list_of(const char *const *texts, int count) {
    struct curl_slist *list = NULL;
    for (int index = 0; index < count; index++) {
        struct curl_slist *longer = curl_slist_append(list, texts[index]);
        if (longer == NULL) break;
        list = longer;
    }
    return list;
}

static egress_end judge(const transfer *own, CURLcode code, long status) {
    if (own->called_off) return egress_called_off;
    // Whatever became of its body, the answer is there.
    if (own->order->body != NULL && status >= 200) return egress_done;
    if (own->too_large) return egress_too_large;
    if (own->file_failed) return egress_file_failed;
    if (own->other_status) return egress_other_status;
    switch (code) {
    case CURLE_OK: return status == 200 || (status == 206 && own->is_rest) ? egress_done : egress_other_status;
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

egress_report egress_perform(const egress_order *order) {
    pthread_once(&once, initialise);
    egress_report report = {.end = egress_broken, .reason = "no memory"};
    CURL *curl = curl_easy_init();
    if (curl == NULL) return report;
    transfer own = {
        .order = order, .curl = curl, .bytes = order->resume_from, .range_start = -1, .is_rest = order->resume_from > 0,
    };
    if (order->is_called_off(order->context)) {
        report.end = egress_called_off;
        curl_easy_cleanup(curl);
        return report;
    }
    struct curl_slist *headers = list_of(order->headers, order->header_count);
    struct curl_slist *resolved = list_of(order->resolved, order->resolved_count);
    set_request(curl, order);
    set_limits(curl, order);
    set_functions(curl, &own);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_RESOLVE, resolved);
    CURLcode code = perform_without_sigpipe(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &report.status);
    report.end = judge(&own, code, report.status);
    report.reason = curl_easy_strerror(code);
    report.bytes = own.bytes;
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    curl_slist_free_all(resolved);
    return report;
}
