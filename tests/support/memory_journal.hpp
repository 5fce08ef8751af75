#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "attribution/journal/journal_reader.hpp"

namespace waypost::test {

// The events of one journal, in memory. Survives its readers as a journal survives the server. Any thread.
class memory_log {
 public:
  explicit memory_log(journal_name name) : name_(name) {}

  const journal_name& name() const noexcept { return name_; }

  // Appends a copy; the event's own offset is ignored. Answers the offset it got.
  std::uint64_t append(const event& e) {
    const std::lock_guard lock(mutex_);
    const auto* c = std::get_if<click>(&e.what);
    kept k{e, std::string(c != nullptr ? c->client.user_agent : std::get<report>(e.what).text)};
    k.what.offset = events_.size();
    events_.push_back(std::move(k));
    return events_.size() - 1;
  }

  void seal() {
    const std::lock_guard lock(mutex_);
    sealed_ = true;
  }

  std::uint64_t size() const {
    const std::lock_guard lock(mutex_);
    return events_.size();
  }

  // What readers were told is on Redis' disk.
  std::uint64_t drained() const {
    const std::lock_guard lock(mutex_);
    return drained_;
  }

 private:
  friend class memory_journal;

  struct kept {
    event what;
    std::string text;
  };

  journal_name name_;
  mutable std::mutex mutex_;
  std::deque<kept> events_;
  std::uint64_t drained_ = 0;
  bool sealed_ = false;
};

// Reads a memory_log.
class memory_journal final : public journal_reader {
 public:
  explicit memory_journal(std::shared_ptr<memory_log> log) : log_(std::move(log)) {}

  const journal_name& name() const noexcept override { return log_->name(); }

  result<std::uint64_t> read(std::uint64_t from, std::size_t most, const sink& to) override {
    const std::lock_guard lock(log_->mutex_);
    const std::uint64_t end = std::min<std::uint64_t>(log_->events_.size(), from + most);
    for (std::uint64_t i = from; i < end; ++i) {
      const auto& kept = log_->events_[i];
      event seen = kept.what;
      if (auto* c = std::get_if<click>(&seen.what))
        c->client.user_agent = kept.text;
      else
        std::get<report>(seen.what).text = kept.text;
      to(seen);
    }
    return std::max(from, end);
  }

  std::uint64_t end() const noexcept override {
    const std::lock_guard lock(log_->mutex_);
    return log_->events_.size();
  }

  bool sealed() const noexcept override {
    const std::lock_guard lock(log_->mutex_);
    return log_->sealed_;
  }

  void drained(std::uint64_t offset) noexcept override {
    const std::lock_guard lock(log_->mutex_);
    log_->drained_ = std::max(log_->drained_, offset);
  }

 private:
  std::shared_ptr<memory_log> log_;
};

}  // namespace waypost::test
