import OdoriDomain
import SystemPackage

/// Cuts a sticker out of its green ground and brings it to its final size, as PNG with transparency.
///
/// A pixel's greenness is how far its green stands above both red and blue. Away from the ground nothing is touched, so green
/// hair stays green. Within three pixels of it a pixel is taken for a mixture of the ground and the least green colour nearby:
/// where its greenness lies between the two tells the share of the ground, which is subtracted, and the spill with it. The
/// ground's colour is read from the corner.
enum StickerCommand {
    static func make(_ sticker: FilePath, width: Int, into file: FilePath) -> FFmpegCommand {
        let work = width * 2
        // Scaling happens on premultiplied colours: the transparent ground must not bleed into the figure's edge.
        let chain = """
            [0:v:0]scale=w=\(work):h=-2:flags=area,format=gbrap,\
            geq=r='\(channel("r"))':g='\(channel("g"))':b='\(channel("b"))':a='\(alpha)',\
            premultiply=inplace=1,scale=w=\(width):h=-2:flags=area,unpremultiply=inplace=1,format=rgba[s]
            """
        return FFmpegCommand(
            inputs: [.init(sticker)], graph: [chain], output: ["-map", "[s]"] + Encoding.png(file))
    }

    private static func greenness(_ x: String, _ y: String) -> String {
        "(g(\(x),\(y))-max(r(\(x),\(y)),b(\(x),\(y))))"
    }

    /// Sets 0: the ground's greenness, 1: the figure's share of this pixel, 2: whether the ground is near.
    private static let measure: String = {
        let corner = greenness("4", "4")
        let around = [(-3, 0), (3, 0), (0, -3), (0, 3), (-2, -2), (2, -2), (-2, 2), (2, 2)]
            .map { greenness("X+(\($0))", "Y+(\($1))") }
        let own = greenness("X", "Y")
        return """
            st(0,if(lt(\(corner),60),255,\(corner)));\
            st(2,gt(\(around.reduce(own) { "max(\($0),\($1))" }),0.7*ld(0)));\
            st(1,if(ld(2),clip((ld(0)-\(own))/max(ld(0)-\(around.reduce(own) { "min(\($0),\($1))" }),40),0,1),1))
            """
    }()

    /// A little of either end is rounded off, so that a ground that is not quite even vanishes whole.
    private static let alpha = "\(measure);255*clip((ld(1)-0.06)/0.9,0,1)"

    private static func channel(_ name: String) -> String {
        "\(measure);\(unmixed(name))"
    }

    private static func unmixed(_ name: String) -> String {
        "clip((\(name)(X,Y)-(1-ld(1))*\(name)(4,4))/max(ld(1),0.05),0,255)"
    }
}
