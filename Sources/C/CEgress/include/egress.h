#ifndef EGRESS_H
#define EGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// One request: a GET whose body is written to a file, or a POST whose answer's body is dropped. It blocks, so it belongs on a thread
/// of its own.
///
/// No redirect is followed, no proxy is used, nothing is decompressed, no cookie or credential is sent.
typedef struct {
    const char *url;
    /// The only protocol that is spoken: "https" or "http".
    const char *protocol;
    /// What is posted; NULL for a GET.
    const char *body;
    int64_t body_length;
    /// Further lines of the request's head, `Name: value`.
    const char *const *headers;
    int header_count;
    /// Names that are not looked up: `host:port:address[,address]…`.
    const char *const *resolved;
    int resolved_count;
    /// A GET's: an open descriptor at its end; stays open.
    int file;
    /// A GET's: so many bytes are in the file already, and only the rest is asked for. The request's headers must say of which
    /// version; an answer with the whole begins the file anew.
    int64_t resume_from;
    /// The most bytes of the file, or of the answer that is read.
    int64_t byte_limit;
    long connect_milliseconds;
    long total_milliseconds;
    /// Fewer bytes than these a second, for so many seconds, end the request.
    long slowest_bytes;
    long slow_seconds;
    /// Handed to all functions.
    void *context;
    /// Asked about each address before a connection to it is opened: 4 or 16 bytes.
    bool (*may_connect)(void *context, const uint8_t *address, int length, int port);
    /// Asked again and again; true ends the request.
    bool (*is_called_off)(void *context);
    /// Told every line of the answer's head, status lines too.
    void (*on_header)(void *context, const char *line, size_t length);
} egress_order;

typedef enum {
    /// A GET has its whole body; a POST has an answer, whose status says what it means.
    egress_done = 0,
    egress_address_refused,
    egress_called_off,
    egress_too_large,
    /// A GET's answer had no body for us; `status` says which it was.
    egress_other_status,
    egress_bad_url,
    egress_timed_out,
    egress_broken,
    egress_file_failed,
} egress_end;

typedef struct {
    egress_end end;
    long status;
    /// Of a GET: how many are in the file.
    int64_t bytes;
    /// libcurl's words for what happened; they hold no part of the URL.
    const char *reason;
} egress_report;

egress_report egress_perform(const egress_order *order);

#endif
