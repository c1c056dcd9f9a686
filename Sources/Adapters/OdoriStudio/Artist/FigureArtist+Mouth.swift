extension FigureArtist {
    func drawMouth(into drawing: inout Drawing) {
        let open = expression.mouth.clamped(to: 0...1)
        func at(_ x: Double, _ y: Double) -> Vector { face.place(x, y, depth: 58) }
        let lip = Colour(0x8A3248)
        guard open > 0.15 else {
            let smile = Path {
                $0.move(at(-15, 77))
                $0.quad(at(0, 85), at(15, 76))
            }
            if rendering == .photo {
                let lips = Path {
                    $0.move(at(-16, 77))
                    $0.curve(at(-8, 72), at(-3, 74), at(0, 75))
                    $0.curve(at(3, 74), at(8, 72), at(16, 77))
                    $0.quad(at(0, 91), at(-16, 77))
                    $0.close()
                }
                drawing.paint(lips, Colour(0xD9697A), opacity: 0.85)
            }
            drawing.line(smile, lip, width: (rendering == .photo ? 1.8 : 3) * face.scale)
            return
        }
        let wide = 11 + open * 5
        let low = 78 + open * 17
        let shape = Path {
            $0.move(at(-wide, 74))
            $0.quad(at(0, 77), at(wide, 74))
            $0.curve(at(wide - 1, low - 2), at(6, low + 4), at(0, low + 3))
            $0.curve(at(-6, low + 4), at(-wide + 1, low - 2), at(-wide, 74))
            $0.close()
        }
        drawing.paint(shape, Colour(0x7A2438), stroke: lip.darker(0.2), width: 2.6 * face.scale)
        drawing.clipped(to: shape) { drawing in
            drawing.paint(Path.ellipse(at(1, low + 2), 12 * face.scale, 9 * face.scale), Colour(0xF0808C))
            drawing.paint(Path.polygon([at(-wide, 70), at(wide, 70), at(wide * 0.8, 79), at(-wide * 0.8, 79)]), .white)
        }
    }
}
