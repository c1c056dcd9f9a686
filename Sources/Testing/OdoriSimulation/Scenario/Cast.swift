import Logging
import OdoriDomain
import OdoriPipeline
import OdoriPorts

/// Everything that a schedule's processes share: the world outside of them.
struct Cast: Sendable {
    let schedule: Schedule
    let executor: StepExecutor
    let time: VirtualTime
    let dice: SharedDice
    let chronicle: Chronicle
    let weather: Weather
    let witness: Witness
    let documents: SharedDocuments
    let objects = SharedObjects()
    let files: SimulatedFiles
    let scratch = OpenScratch()
    let book: MotionBook
    let calls = CallBook()
    let queue: QueueModel

    func process(_ name: String, on machine: MachineClock, weather: Weather) -> SimulatedProcess {
        SimulatedProcess(
            name, on: machine, time: time, weather: weather, chronicle: chronicle, executor: executor)
    }

    func store(_ process: SimulatedProcess) -> SimulatedDocumentStore {
        SimulatedDocumentStore(
            documents: documents, process: process, witness: witness, graph: schedule.order.graph)
    }

    func queue(_ process: SimulatedProcess) -> SimulatedTaskQueue {
        SimulatedTaskQueue(model: queue, process: process, witness: witness)
    }

    func clock(_ process: SimulatedProcess) -> ProcessClock {
        ProcessClock(process, dice)
    }

    /// What a worker works with.
    func services(_ process: SimulatedProcess, _ drain: DrainSignal) -> PipelineServices {
        let craft = Craft(files: files, process: process, dice: dice, moods: schedule.moods, books: calls)
        return PipelineServices(
            store: store(process), objects: SimulatedObjectStore(objects: objects, files: files, process: process),
            queue: queue(process), clock: clock(process),
            scratch: SimulatedScratch(files: files, process: process, open: scratch),
            concepts: SimulatedConceptWriter(craft: craft), images: SimulatedImageGenerator(craft: craft),
            motion: SimulatedMotionTransfer(
                book: book, files: files, process: process, dice: dice, witness: witness),
            music: SimulatedMusicComposer(craft: craft), analyst: SimulatedDanceAnalyst(craft: craft),
            media: SimulatedMediaComposer(craft: craft), fetcher: SimulatedFetcher(craft: craft),
            settings: Self.settings, drain: drain, logger: Self.logger)
    }

    static let settings = PipelineSettings(
        bucket: "local", prefix: "anime_dance", lease: .seconds(60), sweep: .seconds(60), poll: .seconds(4))

    private static let logger = Logger(label: "simulation", factory: { _ in SwiftLogNoOpLogHandler() })
}
