// SPDX-License-Identifier: Apache-2.0
#pragma once
// One open event, alive: fold, reads, scoreboard; deliveries and ops in, views and announcements out. Everything here runs
// on gantry-score. Nothing is applied before the store has delivered it.

#include "core/engine/eventstate.h"
#include "core/engine/history/commandlog.h"
#include "core/engine/hand/handbook.h"
#include "core/engine/readtable.h"
#include "core/engine/teams/teambook.h"
#include "core/engine/view.h"
#include "core/engine/watch/watch.h"
#include "core/scoring/scoreboard.h"
#include "core/store/writer.h"

#include <deque>
#include <functional>

namespace gantry::engine {

// An op before it has an id and a stamp.
struct OpDraft {
    QString kind = QStringLiteral("set");
    QString entity, instance;             // an empty instance of "corr" and "gun" ops gets the op's own id / stays the wave
    std::map<QString, QJsonValue> fields;
    QJsonObject personal;
    QString reason;
    // What the author had before him, where that is not the present value: the two edits did not see each other.
    std::map<QString, log::Stamp> seen;
};

class EventActor {
public:
    struct Hooks {
        std::function<std::uint64_t(store::EventBatch)> submit; // → serial; any answer comes back through deliver()
        std::function<void(std::vector<scoring::Announcement>)> announced;
        std::function<void()> changed;                          // a view is due
    };
    EventActor(const store::EventInfo &info, bool rehearsal, const Clock &clock, Hooks hooks);

    void load(store::LoadedEvent loaded);
    void deliver(const store::Delivery &delivery);
    void setLink(const net::LinkState &link);
    void setHealth(std::shared_ptr<const system::Health> health); // of the laptop; the next view has it and its problems

    // Stamps the drafts as one command and submits them. Returns its id; the effect comes with the delivery.
    Id128 submit(std::vector<OpDraft> drafts, const QString &author, const QString &text);
    // Takes back the newest command in force (or a named one, at any time), puts back what was taken back last (or a named one).
    // `command`: the id of any of its ops. `onlyThat` means that one op. All of it follows from the log: no restart forgets it.
    struct UndoWish {
        QString author, reason;
        std::optional<Id128> command = {};
        bool onlyThat = false;
    };
    Result<Id128> undo(const UndoWish &wish);
    Result<Id128> redo(const UndoWish &wish);
    // Takes back these ops, retractions among them, as one command of its own (restore points).
    Result<Id128> retract(const std::vector<Id128> &ops, const QString &author, const QString &reason, const QString &text);
    const CommandLog &commands() const { return m_log; }
    HistoryRow historyRow(std::size_t command) const;
    std::vector<Id128> runnersOf(const log::Op &op) const;
    // Of every band of his race: won, or why not.
    struct AwardLine { QString band; scoring::AwardAnswer answer; };
    std::vector<AwardLine> whyAwards(EntrantIdx e);
    const scoring::AllAwards &awardsDrawn() const;
    // Of a band, or of a division of the document, as they stand: by position.
    std::vector<OfficialPlace> placesNow(int race, bool division, int index) const;

    const EventState &state() const { return m_state; }
    const log::Fold &fold() const { return m_fold; }
    const ReadTable &reads() const { return m_reads; }
    scoring::Scoreboard &board() { return m_board; }
    const scoring::Scoreboard &board() const { return m_board; }
    EntrantIdx ownerOf(ChipIdx chip) const; // -1: nobody's
    // What became of each read of an entrant, in the order of its facts.
    std::vector<scoring::ReadUse> usesOf(EntrantIdx e) const;
    scoring::Guns guns() const { return chosenGuns(); } // those in force, by wave key
    const Clock &clock() const { return *m_clock; }
    // The same of the times taken by hand with his bib, with their ids.
    std::vector<std::pair<Id128, scoring::ReadUse>> handUsesOf(EntrantIdx e) const;
    Id128 id() const { return m_info.id; }
    const store::EventInfo &info() const { return m_info; }
    bool isRehearsal() const { return m_rehearsal; }
    UtcTime now() const { return m_clock->now(); }
    const std::vector<store::SessionRow> &sessions() const { return m_sessions; }
    std::optional<Id128> sessionUuid(SessionNo no) const;

    // `ask`: somebody waits for this view, so the watch looks whether its second is over or not.
    ViewPtr buildView(std::uint64_t version, const std::shared_ptr<const store::SaveState> &saving, bool ask = false);
    const Watch &watch() const { return m_watch; }
    void look(const View &last); // the watch looks again; a view is due when it sees something new
    void settleNow() { settle(); } // everybody who has news is scored
    // Applies drafts at once, without a log. Only for an actor beside the live one (core/engine/history/asof.h).
    void tryOut(std::vector<OpDraft> drafts);
    OutgoingConfig outgoingConfig() const;
    void setOutgoing(std::shared_ptr<const OutgoingStatus> status); // how it goes; shown with the next view

private:
    friend class PastEvent; // fills an actor from what the live one has worked out (history/asof.cpp)
    struct Command {
        std::vector<Id128> ops;
        QString text, author;
        UtcTime at;
    };
    Id128 send(std::vector<OpDraft> drafts, Command command, log::Deed deed);
    Result<Id128> sendRetractions(const std::vector<Id128> &ops, Command command, log::Deed deed, const QString &reason);
    bool inForce(const Id128 &op) const; // and not just being taken back
    void note(const log::Op &op);        // in the history
    void publishHistory();
    void publishOutgoing();
    void publishAwards();
    AwardRow awardRow(int race, bool division, int index, const QString &name) const;
    GivenRow givenRow(const GivenPrize &prize) const;
    QString causeOf(const std::vector<Id128> &runners, UtcTime since) const;
    void applyOps(const std::vector<log::Op> &ops);
    void refresh(const Touched &touched);
    void rebuildAll();
    void rebuildRules();
    scoring::EntrantFacts factsOf(EntrantIdx e) const;
    void addReadFacts(scoring::EntrantFacts &facts, EntrantIdx e) const;
    template<class His>
    void addReadsOf(scoring::EntrantFacts &facts, ChipIdx chip, His his) const;
    void addCorrections(scoring::EntrantFacts &facts, EntrantIdx e) const;
    void addSetTime(scoring::EntrantFacts &facts, const scoring::RaceRules &rules, const Correction &c) const;
    void addHandTimes(scoring::EntrantFacts &facts, const Entrant &entrant) const;
    void fenceAnew(); // what counts as a test read changed
    void setMoment(std::vector<scoring::RaceRules> &rules);
    void hearBell(); // of a race that ends by the clock
    void later(EntrantIdx e);  // score it anew when settle() runs
    void settle();
    void claimChips(EntrantIdx e);
    void releaseReads(const std::string &key);
    void applyUses(EntrantIdx e);
    void watchRunner(EntrantIdx e, const std::vector<scoring::ReadUse> &uses);
    void watchLiveReads(std::size_t from);
    void acceptReads(const std::vector<StoredRead> &reads, bool unsaved);
    void takeReaderGuns(std::size_t from);
    void afterScoring();
    void noteAnnouncements(const std::vector<scoring::Announcement> &list);
    struct Finish {
        int course = -1; // -1: none
        std::optional<Micros> net, gun;
        friend bool operator==(const Finish &, const Finish &) = default;
    };
    std::vector<Finish> finishes() const;
    void announceDifference(const std::vector<Finish> &before); // a rebuild must not announce what was known
    void countStatus(EntrantIdx e);
    void reduceCorrections();
    scoring::Guns chosenGuns() const;
    std::optional<UtcTime> gunTime(const GunCandidate &g) const;
    EntrantRow entrantRow(EntrantIdx e) const;
    void finished(Command command);

    std::shared_ptr<const EventHead> head() const;
    std::shared_ptr<const std::vector<WaveRow>> waveRows() const;
    std::shared_ptr<const std::vector<PointRow>> pointRows() const;
    std::shared_ptr<const std::vector<UnknownChip>> unknownRows() const;
    std::shared_ptr<const std::vector<net::LinkState>> linkRows() const;
    std::vector<EntrantIdx> printOrder(RaceIdx race);
    void rankBibs();
    void publishTables();

    store::EventInfo m_info;
    bool m_rehearsal;
    const Clock *m_clock;
    std::optional<UtcTime> m_nextBell; // when a race that ends by the clock has to be looked at again
    Hooks m_hooks;
    std::optional<log::HlcClock> m_hlc;
    log::Fold m_fold;
    EventState m_state;
    ReadTable m_reads;
    Watch m_watch;
    bool m_watching = true; // the past is nobody's problem any more
    mutable scoring::Scoreboard m_board; // places and awards are worked out when somebody asks
    mutable scoring::AwardBoard m_awards;
    HandBook m_hands;
    TeamBook m_teams;
    std::vector<store::SessionRow> m_sessions;
    std::map<std::int64_t, net::LinkState> m_links;

    std::unordered_map<std::string, std::vector<std::int32_t>> m_claims; // chip key → entrants that claim it, first come first
    std::vector<std::vector<std::string>> m_keysOf;                       // EntrantIdx → chip keys it claims
    struct Reduced { std::vector<const scoring::AppliedCorrection *> list; int deadHeat = -1; };
    std::map<std::int32_t, Reduced> m_corrections;                        // by EntrantIdx
    std::vector<std::int32_t> m_bibRank;                                  // EntrantIdx → rank of its bib among all
    std::vector<bool> m_isLater;
    std::vector<EntrantIdx> m_later;

    struct Tally { int entered = 0, started = 0, out = 0, finished = 0; };
    struct Counted { Tally tally; int race = -1, wave = 0; std::vector<bool> seen; };
    std::vector<Counted> m_counted;
    std::map<std::pair<int, int>, Tally> m_tallies; // (race, wave)
    std::vector<int> m_seenAt;                      // per point
    std::deque<FinisherRow> m_lastFinishers;

    std::int64_t m_duplicates = 0, m_malformed = 0, m_savedReads = 0, m_unsaved = 0, m_guns = 0;
    std::map<std::uint64_t, std::pair<std::size_t, std::size_t>> m_unsavedRanges; // serial → reads
    std::map<std::uint64_t, Command> m_inFlight;
    std::map<log::EntityKey, std::vector<log::Conflict>> m_conflicts; // of entrants; see entrants/conflicts.cpp
    void noteConflicts(const std::set<log::EntityKey> &keys);
    std::shared_ptr<const std::vector<ConflictRow>> conflictRows() const;
    void stampSeen(const OpDraft &draft, log::Op &op) const;
    bool m_savedWell = true; // as the watch was last told
    std::set<QString> m_gunSent; // waves that a reader's gun record has just started: the next one is a candidate
    CommandLog m_log;
    std::map<std::uint64_t, std::vector<Id128>> m_retracting; // by serial: ops whose taking back is on its way to the disk
    std::set<std::size_t> m_historyDirty;
    std::shared_ptr<const OutgoingStatus> m_outgoing;
    bool m_outgoingDirty = true;

    // Parts of the view that did not change keep their pointer.
    struct Parts {
        std::shared_ptr<const EventHead> head;
        ChunkedTable<EntrantRow> entrants;
        ChunkedTable<ResultRow> results;
        std::shared_ptr<const ChunkedTable<EntrantRow>> entrantsOut;
        std::shared_ptr<const ChunkedTable<ResultRow>> resultsOut;
        std::shared_ptr<const ChunkedTable<ReadRow>> readsOut;
        std::shared_ptr<const std::vector<scoring::Places>> places;
        std::shared_ptr<const std::vector<std::vector<EntrantIdx>>> order;
        std::shared_ptr<const TeamTables> teams; // null: to be looked at again
        std::shared_ptr<const std::vector<net::LinkState>> links;
        std::shared_ptr<const LastOp> lastOp;
        std::shared_ptr<const std::vector<UnknownChip>> unknown;
        ChunkedTable<HistoryRow> history;
        std::shared_ptr<const ChunkedTable<HistoryRow>> historyOut;
        std::shared_ptr<const OutgoingState> outgoing;
        std::shared_ptr<const AwardsView> awards;
        std::shared_ptr<const std::vector<UnboundRow>> unbound;
        std::shared_ptr<const std::vector<ConflictRow>> conflicts; // null: to be made anew
        bool headDirty = true, entrantsDirty = true, resultsDirty = true, readsDirty = true, linksDirty = true, unknownDirty = true;
    } m_parts;
};

} // namespace gantry::engine
