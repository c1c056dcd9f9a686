#ifndef EGRESS_H
#define EGRESS_H

#include <stdbool.h>
#include <stdint.h>

/// One download: a GET whose body is written to a file. It blocks, so it belongs on a thread of its own.
///
/// No redirect is followed, no proxy is used, nothing is decompressed, no cookie or credential is sent.
typedef struct {
    const char *url;
    /// The only protocol that is spoken: "https" or "http".
    const char *protocol;
    /// An open descriptor; stays open.
    int file;
    int64_t byte_limit;
    long connect_milliseconds;
    long total_milliseconds;
    /// Fewer bytes than these a second, for so many seconds, end the download.
    long slowest_bytes;
    long slow_seconds;
    /// Handed to both functions.
    void *context;
    /// Asked about each address before a connection to it is opened: 4 or 16 bytes.
    bool (*may_connect)(void *context, const uint8_t *address, int length, int port);
    /// Asked again and again; true ends the download.
    bool (*is_called_off)(void *context);
} egress_order;

typedef enum {
    egress_done = 0,
    egress_address_refused,
    egress_called_off,
    egress_too_large,
    /// The answer was not 200; `status` says which.
    egress_other_status,
    egress_bad_url,
    egress_timed_out,
    egress_broken,
    egress_file_failed,
} egress_end;

typedef struct {
    egress_end end;
    long status;
    int64_t bytes;
    /// libcurl's words for what happened; they hold no part of the URL.
    const char *reason;
} egress_report;

egress_report egress_fetch(const egress_order *order);

#endif
