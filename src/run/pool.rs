//! Several workers, one order: tasks are handed out as they come, and given back finished in the order in which they
//! were handed out, whoever did them.

use super::task::Task;
use super::workers::workers;
use crate::scan::{PartResult, ScanSetup, Worker};
use crossbeam_channel::{Receiver, Sender, TrySendError, bounded, unbounded};
use std::collections::BTreeMap;
use std::thread::Scope;

/// Input below which starting a thread costs more than it brings, in bytes.
const ALONE: u64 = 1 << 20;

/// Finished tasks that may wait for an earlier one, for each worker: they wait in memory.
const PATIENCE: usize = 16;

/// Tasks and what became of them carry their number.
type Numbered<T> = (u64, T);

/// The one that hands out tasks, does some itself, and knows their order.
pub struct WorkerPool<'scope, 'env> {
    scope: &'scope Scope<'scope, 'env>,
    job: &'env ScanSetup<'env>,
    events: &'env [&'env str],
    worker: Worker<'env>,
    /// Workers besides this one, and whether they were started.
    others: usize,
    started: bool,
    /// Bytes handed out so far.
    bytes: u64,
    /// Both ends, so that whoever hands out can also take one back and do it.
    tasks: (Sender<Numbered<Task<'env>>>, Receiver<Numbered<Task<'env>>>),
    done: (Sender<Numbered<PartResult>>, Receiver<Numbered<PartResult>>),
    /// Number of the next task, and of the next to be given back.
    next: u64,
    due: u64,
    early: BTreeMap<u64, PartResult>,
}

impl<'scope, 'env> WorkerPool<'scope, 'env> {
    pub fn new(scope: &'scope Scope<'scope, 'env>, job: &'env ScanSetup<'env>, events: &'env [&'env str]) -> Self {
        let workers = workers(job.settings);
        Self {
            scope,
            job,
            events,
            worker: Worker::new(job, events),
            others: workers - 1,
            started: false,
            bytes: 0,
            tasks: bounded(2 * workers),
            done: unbounded(),
            next: 0,
            due: 0,
            early: BTreeMap::new(),
        }
    }

    /// Hands out a task. Where the others have enough to do, it is done here.
    pub fn give(&mut self, task: Task<'env>) {
        self.bytes += task.weight;
        let number = self.next;
        self.next += 1;
        if self.others == 0 || !self.started && self.bytes < ALONE {
            let done = task.work(&mut self.worker);
            self.early.insert(number, done);
            return;
        }
        self.start();
        let mut waiting = (number, task);
        while let Err(TrySendError::Full(back) | TrySendError::Disconnected(back)) = self.tasks.0.try_send(waiting) {
            self.help();
            waiting = back;
        }
        while let Ok((number, done)) = self.done.1.try_recv() {
            self.early.insert(number, done);
        }
        while self.early.len() > PATIENCE * (self.others + 1) && !self.early.contains_key(&self.due) {
            self.help_or_wait();
        }
    }

    /// The next finished task in order, if it is finished.
    pub fn take(&mut self) -> Option<PartResult> {
        let done = self.early.remove(&self.due)?;
        self.due += 1;
        Some(done)
    }

    /// Waits until everything that was handed out is done.
    pub fn resolve(&mut self) {
        while (self.due + self.early.len() as u64) < self.next {
            self.help_or_wait();
        }
    }

    /// Does one of the waiting tasks. False if none waits.
    fn help(&mut self) -> bool {
        let Ok((number, task)) = self.tasks.1.try_recv() else { return false };
        let done = task.work(&mut self.worker);
        self.early.insert(number, done);
        true
    }

    fn help_or_wait(&mut self) {
        if !self.help()
            && let Ok((number, done)) = self.done.1.recv()
        {
            self.early.insert(number, done);
        }
    }

    fn start(&mut self) {
        if std::mem::replace(&mut self.started, true) {
            return;
        }
        for _ in 0..self.others {
            let (job, events) = (self.job, self.events);
            let (tasks, done) = (self.tasks.1.clone(), self.done.0.clone());
            self.scope.spawn(move || {
                let mut worker = Worker::new(job, events);
                for (number, task) in tasks {
                    if done.send((number, task.work(&mut worker))).is_err() {
                        break;
                    }
                }
            });
        }
    }
}
