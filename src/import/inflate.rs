//! The beginning of what is packed: enough to look at it before anybody unpacks it.
//!
//! RFC 1951, symbol by symbol: what is looked at has a few kilobytes.

/// At most `most` bytes of what was deflated; less where it ends or breaks.
pub fn start(deflated: &[u8], most: usize) -> Vec<u8> {
    let mut bits = Bits { bytes: deflated, at: 0 };
    let mut out = Vec::new();
    while out.len() < most && block(&mut bits, &mut out, most) == Some(true) {}
    out.truncate(most);
    out
}

/// The bits of a text, the lowest of each byte first.
struct Bits<'a> {
    bytes: &'a [u8],
    /// In bits.
    at: usize,
}

impl Bits<'_> {
    fn one(&mut self) -> Option<usize> {
        let bit = self.bytes.get(self.at / 8)? >> (self.at % 8) & 1;
        self.at += 1;
        Some(usize::from(bit))
    }

    fn number(&mut self, bits: usize) -> Option<usize> {
        (0..bits).try_fold(0, |sum, place| Some(sum | self.one()? << place))
    }
}

/// Codes of one alphabet: how many have each length, and the symbols in their order.
struct Codes {
    counts: [usize; 16],
    symbols: Vec<usize>,
}

impl Codes {
    fn of(lengths: &[usize]) -> Self {
        let mut counts = [0; 16];
        for length in lengths {
            counts[*length] += 1;
        }
        let mut symbols: Vec<_> = (0..lengths.len()).filter(|at| lengths[*at] > 0).collect();
        symbols.sort_by_key(|at| lengths[*at]);
        counts[0] = 0;
        Self { counts, symbols }
    }

    fn next(&self, bits: &mut Bits<'_>) -> Option<usize> {
        let (mut code, mut first, mut before) = (0, 0, 0);
        for count in &self.counts[1..] {
            code |= bits.one()?;
            if code < first + count {
                return self.symbols.get(before + code.checked_sub(first)?).copied();
            }
            before += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        None
    }
}

/// Whether another block follows; none where the text is broken, or at its end.
fn block(bits: &mut Bits<'_>, out: &mut Vec<u8>, most: usize) -> Option<bool> {
    let last = bits.one()? == 1;
    match bits.number(2)? {
        0 => {
            let at = bits.at.div_ceil(8);
            let length = bits.bytes.get(at..at + 2)?;
            let length = usize::from(u16::from_le_bytes([length[0], length[1]]));
            let rest = bits.bytes.get(at + 4..)?;
            out.extend(&rest[..length.min(rest.len())]);
            bits.at = (at + 4 + length) * 8;
        }
        1 => {
            let length = |symbol| match symbol {
                0..144 | 280..288 => 8,
                144..256 => 9,
                _ => 7,
            };
            let mut lengths = [0; 288];
            for (symbol, place) in lengths.iter_mut().enumerate() {
                *place = if (256..280).contains(&symbol) { 7 } else { length(symbol) };
            }
            copy(bits, out, most, &Codes::of(&lengths), &Codes::of(&[5; 30]))?;
        }
        2 => {
            let (symbols, distances) = alphabets(bits)?;
            copy(bits, out, most, &symbols, &distances)?;
        }
        _ => return None,
    }
    Some(!last)
}

/// The alphabets that a block brings with it.
fn alphabets(bits: &mut Bits<'_>) -> Option<(Codes, Codes)> {
    const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    let symbols = bits.number(5)? + 257;
    let distances = bits.number(5)? + 1;
    let known = bits.number(4)? + 4;
    let mut lengths = [0; 19];
    for place in &ORDER[..known] {
        lengths[*place] = bits.number(3)?;
    }
    let codes = Codes::of(&lengths);
    let mut lengths = Vec::new();
    while lengths.len() < symbols + distances {
        let (length, times) = match codes.next(bits)? {
            16 => (*lengths.last()?, bits.number(2)? + 3),
            17 => (0, bits.number(3)? + 3),
            18 => (0, bits.number(7)? + 11),
            length => (length, 1),
        };
        lengths.extend(std::iter::repeat_n(length, times));
    }
    let (symbols, rest) = lengths.split_at(symbols);
    Some((Codes::of(symbols), Codes::of(&rest[..distances])))
}

/// The letters of a block, and what it repeats.
fn copy(
    bits: &mut Bits<'_>,
    out: &mut Vec<u8>,
    most: usize,
    symbols: &Codes,
    distances: &Codes,
) -> Option<()> {
    while out.len() < most {
        match symbols.next(bits)? {
            256 => return Some(()),
            symbol if symbol < 256 => out.push(u8::try_from(symbol).ok()?),
            symbol => {
                let (base, extra) = length_of(symbol - 257)?;
                let length = base + bits.number(extra)?;
                let symbol = distances.next(bits)?;
                let extra = (symbol / 2).saturating_sub(1);
                let base = if symbol < 4 { symbol } else { (2 + symbol % 2) << extra };
                let from = out.len().checked_sub(base + bits.number(extra)? + 1)?;
                for at in from..from + length {
                    out.push(*out.get(at)?);
                }
            }
        }
    }
    Some(())
}

/// The least length that a symbol stands for, and how many bits of it follow.
fn length_of(symbol: usize) -> Option<(usize, usize)> {
    match symbol {
        0..8 => Some((symbol + 3, 0)),
        28 => Some((258, 0)),
        8..28 => {
            let extra = symbol / 4 - 1;
            Some((((4 + symbol % 4) << extra) + 3, extra))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::start;

    #[test]
    fn all_kinds_of_blocks_are_read() {
        let stored = [1, 3, 0, 0xfc, 0xff, b'a', b'b', b'c'];
        assert_eq!(start(&stored, 10), b"abc");
        // As zlib packs them: with the codes of the format, and with codes of their own.
        let fixed = [
            43, 78, 45, 42, 75, 45, 210, 81, 40, 70, 161, 173, 21, 12, 12, 141, 140, 77, 76, 205,
            204, 45, 44, 209, 164, 176, 42, 1, 0,
        ];
        let twice = "server, server, server; 0123456789 ".repeat(2);
        assert_eq!(start(&fixed, 100), twice.as_bytes());
        let own = [
            75, 76, 74, 76, 76, 6, 194, 148, 148, 196, 212, 196, 196, 164, 36, 48, 39, 49, 37, 17,
            196, 77, 2, 194, 228, 100, 48, 7, 204, 27, 226, 10, 1,
        ];
        let text: String =
            (0..120).map(|at| &"abacadae"[at % 7..(at % 7 + 1 + at % 3).min(8)]).collect();
        assert_eq!(start(&own, 1_000), text.as_bytes());
        assert_eq!(start(&own, 10), &text.as_bytes()[..10]);
    }

    #[test]
    fn what_is_broken_ends() {
        assert_eq!(start(&[7, 7, 7], 10), b"");
        assert_eq!(start(&[], 10), b"");
    }
}
