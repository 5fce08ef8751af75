#include "attribution/redis/reply_reader.hpp"

#include <exception>
#include <new>

#include <hiredis/read.h>

namespace waypost::redis {
namespace {

// Below this hiredis keeps its buffer when it is empty instead of allocating a new one for each feed.
constexpr std::size_t kept_buffer = 256 * 1024;

// Where the reply of `task` belongs: a place in its array, or a new root.
reply* place_of(const redisReadTask* task) {
  if (task->parent == nullptr) return new reply;
  return &static_cast<reply*>(task->parent->obj)->elements[static_cast<std::size_t>(task->idx)];
}

// hiredis is C: nothing may be thrown through it. A null pointer means "out of memory" to it. What fails at
// the root is freed here; what lies within an array goes with its root.
template <class Fill>
void* made(const redisReadTask* task, reply::kind kind, Fill fill) noexcept {
  reply* r = nullptr;
  try {
    r = place_of(task);
    r->type = kind;
    fill(*r);
    return r;
  } catch (const std::exception&) {
    if (task->parent == nullptr) delete r;
    return nullptr;
  }
}

void* make_string(const redisReadTask* task, char* text, std::size_t length) {
  const auto kind = task->type == REDIS_REPLY_ERROR    ? reply::kind::error
                    : task->type == REDIS_REPLY_STATUS ? reply::kind::status
                                                       : reply::kind::string;
  return made(task, kind, [&](reply& r) { r.text.assign(text, length); });
}

void* make_array(const redisReadTask* task, int elements) {
  return made(task, reply::kind::array,
              [&](reply& r) { r.elements.resize(static_cast<std::size_t>(elements)); });
}

void* make_integer(const redisReadTask* task, long long value) {
  return made(task, reply::kind::integer, [&](reply& r) { r.integer = value; });
}

void* make_nil(const redisReadTask* task) {
  return made(task, reply::kind::nil, [](reply&) {});
}

void free_root(void* root) { delete static_cast<reply*>(root); }

redisReplyObjectFunctions functions = {make_string, make_array, make_integer, make_nil, free_root};

}  // namespace

void reply_reader::free_reader::operator()(redisReader* reader) const noexcept { redisReaderFree(reader); }

reply_reader::reply_reader() : reader_(redisReaderCreateWithFunctions(&functions)) {
  if (!reader_) throw std::bad_alloc();
  reader_->maxbuf = kept_buffer;
}

void reply_reader::feed(std::span<const char> bytes) {
  redisReaderFeed(reader_.get(), bytes.data(), bytes.size());
}

result<std::optional<reply>> reply_reader::next() {
  void* root = nullptr;
  if (redisReaderGetReply(reader_.get(), &root) != REDIS_OK) {
    trouble_ = reader_->errstr;
    return make_error_code(errc::redis_protocol);
  }
  if (root == nullptr) return std::optional<reply>{};
  const std::unique_ptr<reply> owner(static_cast<reply*>(root));
  return std::optional<reply>(std::move(*owner));
}

}  // namespace waypost::redis
