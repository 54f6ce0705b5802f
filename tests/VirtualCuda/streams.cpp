// The driver's API: streams and events.
#include "driver.h"
#include <chrono>
#include <deque>
#include <memory>
#include <set>

struct Stream {
    std::deque<Work> work;
    bool waitsForDefault = true;  // and the default stream for it
};

namespace {

struct Event {
    Stream* stream = nullptr;
    bool recorded = false, done = false;
    std::chrono::steady_clock::time_point when;
};

Stream defaultStream;
std::map<Stream*, std::unique_ptr<Stream>> streams;
std::map<Event*, std::shared_ptr<Event>> events;

void runNext(Stream& stream) {
    Work work = std::move(stream.work.front());
    stream.work.pop_front();
    work.run();
}

void runAll(Stream& stream) {
    while (!stream.work.empty()) {
        runNext(stream);
    }
}

Result finishWhatComesBefore(Stream& stream) {
    if (&stream == &defaultStream) {
        for (auto& other : streams) {
            if (other.first->waitsForDefault) {
                if (Result refused = refuseWait(*other.first, "use of the default stream", captureImplicit)) {
                    return refused;
                }
                runAll(*other.first);
            }
        }
    } else if (stream.waitsForDefault) {
        runAll(defaultStream);
    }
    return success;
}

}  // namespace

Stream* streamFrom(void* handle) {
    return !handle ? &defaultStream : streams.count((Stream*)handle) ? (Stream*)handle : nullptr;
}

Result enqueue(Stream& stream, Work work) {
    if (isCaptured(stream)) {
        return record(stream, std::move(work));
    }
    Result result = finishWhatComesBefore(stream);
    if (result == success) {
        stream.work.push_back(std::move(work));
    }
    return result;
}

Result finish(Stream& stream) {
    if (Result refused = refuseWait(stream, "wait for the stream")) {
        return refused;
    }
    Result result = finishWhatComesBefore(stream);
    if (result == success) {
        runAll(stream);
    }
    return result;
}

void finishAll() {
    runAll(defaultStream);
    for (auto& stream : streams) {
        runAll(*stream.first);
    }
}

API cuStreamCreate(void** handle, int flags) {
    constexpr int nonBlocking = 1;
    NEEDS_CONTEXT;
    auto stream = std::make_unique<Stream>();
    stream->waitsForDefault = (flags & nonBlocking) == 0;
    *handle = stream.get();
    streams[stream.get()] = std::move(stream);
    return success;
}

API cuStreamCreateWithPriority(void** handle, int flags, int) { return cuStreamCreate(handle, flags); }

API cuStreamDestroy_v2(void* handle) {
    NEEDS_CONTEXT;
    Stream* stream = streamFrom(handle);
    if (!handle || !stream) {
        return invalidHandle;
    }
    if (Result result = finish(*stream)) {
        return result;
    }
    streams.erase(stream);
    return success;
}

API cuStreamSynchronize(void* handle) {
    NEEDS_CONTEXT;
    Stream* stream = streamFrom(handle);
    if (!stream) {
        return invalidHandle;
    }
    return finish(*stream);
}

API cuEventCreate(void** handle, int) {
    NEEDS_CONTEXT;
    auto event = std::make_shared<Event>();
    *handle = event.get();
    events[event.get()] = event;
    return success;
}

API cuEventDestroy_v2(void* handle) {
    NEEDS_CONTEXT;
    return events.erase((Event*)handle) ? success : invalidHandle;
}

API cuEventRecord(void* handle, void* streamHandle) {
    NEEDS_CONTEXT;
    Stream* stream = streamFrom(streamHandle);
    auto found = events.find((Event*)handle);
    if (!stream || found == events.end()) {
        return invalidHandle;
    }
    std::shared_ptr<Event> event = found->second;
    event->stream = stream;
    event->recorded = true;
    event->done = false;
    return enqueue(*stream, { Kind::event, nullptr, [event] {
        event->done = true;
        event->when = std::chrono::steady_clock::now();
    } });
}

API cuEventQuery(void* handle) {
    NEEDS_CONTEXT;
    auto found = events.find((Event*)handle);
    return found == events.end() ? invalidHandle : !found->second->recorded || found->second->done ? success : notReady;
}

API cuEventSynchronize(void* handle) {
    NEEDS_CONTEXT;
    auto found = events.find((Event*)handle);
    if (found == events.end()) {
        return invalidHandle;
    }
    std::shared_ptr<Event> event = found->second;
    while (event->recorded && !event->done) {
        runNext(*event->stream);
    }
    return success;
}

API cuEventElapsedTime(float* milliseconds, void* first, void* second) {
    NEEDS_CONTEXT;
    auto a = events.find((Event*)first), b = events.find((Event*)second);
    if (a == events.end() || b == events.end()) {
        return invalidHandle;
    }
    if (!a->second->done || !b->second->done) {
        return notReady;
    }
    *milliseconds = std::chrono::duration<float, std::milli>(b->second->when - a->second->when).count();
    return success;
}
