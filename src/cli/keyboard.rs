//! What the events of a terminal mean at the prompt.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key, or a whole paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A character.
    Char(char),
    /// A paste, with `\n` for every line end.
    Paste(String),
    /// The line is complete.
    Enter,
    /// One character back.
    Left,
    /// One character on.
    Right,
    /// To the beginning of the line.
    Home,
    /// To its end.
    End,
    /// The entry before this one.
    Up,
    /// The entry after it.
    Down,
    /// The character before the cursor goes.
    Erase,
    /// The character behind it.
    Delete,
    /// The word before the cursor.
    EraseWord,
    /// Everything before the cursor.
    EraseLine,
    /// Ctrl-C
    Interrupt,
    /// Ctrl-D
    Close,
    /// Ctrl-Z
    Suspend,
    /// The terminal has another size now.
    Resize,
}

impl Key {
    /// What an event means; `None` if it means nothing here.
    #[must_use]
    pub fn of(event: Event) -> Option<Self> {
        match event {
            Event::Paste(text) => Some(Self::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
            Event::Resize(..) => Some(Self::Resize),
            // On Windows letting a key go is an event too.
            Event::Key(key) if key.kind != KeyEventKind::Release => Self::pressed(key),
            _ => None,
        }
    }

    fn pressed(KeyEvent { code, modifiers, .. }: KeyEvent) -> Option<Self> {
        // AltGr is Ctrl and Alt on Windows, and types `{`, `@` and `\` on many keyboards.
        let alt = modifiers.contains(KeyModifiers::ALT);
        let control = modifiers.contains(KeyModifiers::CONTROL) && !alt;
        Some(match code {
            KeyCode::Char(_) if alt && !modifiers.contains(KeyModifiers::CONTROL) => return None,
            KeyCode::Char(letter) if control => return Self::with_control(letter.to_ascii_lowercase()),
            KeyCode::Char(letter) => Self::Char(letter),
            KeyCode::Tab => Self::Char('\t'),
            KeyCode::Enter => Self::Enter,
            KeyCode::Left => Self::Left,
            KeyCode::Right => Self::Right,
            KeyCode::Home => Self::Home,
            KeyCode::End => Self::End,
            KeyCode::Up => Self::Up,
            KeyCode::Down => Self::Down,
            KeyCode::Backspace => Self::Erase,
            KeyCode::Delete => Self::Delete,
            _ => return None,
        })
    }

    const fn with_control(letter: char) -> Option<Self> {
        Some(match letter {
            'a' => Self::Home,
            'b' => Self::Left,
            'c' => Self::Interrupt,
            'd' => Self::Close,
            'e' => Self::End,
            'f' => Self::Right,
            'h' => Self::Erase,
            // A line feed, as a paste without brackets may hold.
            'j' => Self::Enter,
            'n' => Self::Down,
            'p' => Self::Up,
            'u' => Self::EraseLine,
            'w' => Self::EraseWord,
            'z' => Self::Suspend,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Option<Key> {
        Key::of(Event::Key(KeyEvent::new(code, modifiers)))
    }

    #[test]
    fn events_are_keys_and_pastes() {
        for (code, modifiers, wanted) in [
            (KeyCode::Char('{'), KeyModifiers::NONE, Some(Key::Char('{'))),
            (KeyCode::Char('{'), KeyModifiers::CONTROL | KeyModifiers::ALT, Some(Key::Char('{'))),
            (KeyCode::Char('A'), KeyModifiers::SHIFT, Some(Key::Char('A'))),
            (KeyCode::Char('c'), KeyModifiers::CONTROL, Some(Key::Interrupt)),
            (KeyCode::Char('C'), KeyModifiers::CONTROL, Some(Key::Interrupt)),
            (KeyCode::Char('g'), KeyModifiers::CONTROL, None),
            (KeyCode::Char('b'), KeyModifiers::ALT, None),
            (KeyCode::Up, KeyModifiers::NONE, Some(Key::Up)),
            (KeyCode::F(1), KeyModifiers::NONE, None),
        ] {
            assert_eq!(key(code, modifiers), wanted, "{code:?}");
        }
        let released = KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(Key::of(Event::Key(released)), None);
        assert_eq!(Key::of(Event::Paste("a\r\nb\rc".to_owned())), Some(Key::Paste("a\nb\nc".to_owned())));
    }
}
