using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace GpuEcosystem.Viewer.Windowing;

/// <summary>Gathers what GLFW reports about one window's keyboard and pointer.</summary>
internal sealed unsafe class WindowInput : IDisposable
{
    private const Modifiers AllModifiers = Modifiers.Shift | Modifiers.Control | Modifiers.Alt | Modifiers.Super;

    private readonly nint window;
    private GCHandle self;
    private List<InputEvent> events = [];
    private float pointerX;
    private float pointerY;

    public WindowInput(nint window)
    {
        this.window = window;
        self = GCHandle.Alloc(this);
        Glfw.GetCursorPosition(window, out double x, out double y);
        MovePointer(x, y);
        Glfw.SetWindowUserPointer(window, GCHandle.ToIntPtr(self));
        Glfw.SetKeyCallback(window, &OnKey);
        Glfw.SetCharacterCallback(window, &OnCharacter);
        Glfw.SetCursorPositionCallback(window, &OnCursor);
        Glfw.SetMouseButtonCallback(window, &OnButton);
        Glfw.SetScrollCallback(window, &OnScroll);
        Glfw.SetDropCallback(window, &OnDrop);
    }

    /// <summary>Whether something waits to be taken.</summary>
    public bool Any => events.Count > 0;

    public void Add(InputEvent happened) => events.Add(happened);

    /// <summary>What has happened since the last call, in order.</summary>
    public IReadOnlyList<InputEvent> Take()
    {
        List<InputEvent> taken = events;
        events = [];
        return taken;
    }

    /// <summary>Forgets the window, which must be destroyed by then.</summary>
    public void Dispose() => self.Free();

    // Nothing in the functions that GLFW calls can throw, other than a list that finds no memory to grow.
    private static WindowInput Of(nint window) =>
        (WindowInput)GCHandle.FromIntPtr(Glfw.GetWindowUserPointer(window)).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnKey(nint window, int key, int scanCode, int action, int modifiers)
    {
        if (action is Glfw.Press or Glfw.Repeat)
        {
            Key known = Enum.IsDefined((Key)key) ? (Key)key : Key.Unknown;
            Of(window).Add(new KeyPressed(known, (Modifiers)modifiers & AllModifiers, action == Glfw.Repeat));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnCharacter(nint window, uint codePoint)
    {
        if (Rune.TryCreate(codePoint, out Rune rune))
        {
            Of(window).Add(new CharacterTyped(rune.ToString()));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnCursor(nint window, double x, double y)
    {
        WindowInput input = Of(window);
        input.MovePointer(x, y);
        input.Add(new PointerMoved(input.pointerX, input.pointerY));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnButton(nint window, int button, int action, int modifiers)
    {
        WindowInput input = Of(window);
        PointerButton known = (PointerButton)button;
        if (!Enum.IsDefined(known))
        {
            return;
        }

        input.Add(action == Glfw.Press
            ? new PointerPressed(known, input.pointerX, input.pointerY, (Modifiers)modifiers & AllModifiers)
            : new PointerReleased(known, input.pointerX, input.pointerY));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnScroll(nint window, double x, double y)
    {
        if (y != 0)
        {
            WindowInput input = Of(window);
            input.Add(new WheelTurned((float)y, input.pointerX, input.pointerY, input.HeldModifiers()));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDrop(nint window, int count, byte** paths)
    {
        if (count > 0 && Marshal.PtrToStringUTF8((nint)paths[0]) is string first)
        {
            Of(window).Add(new FileDropped(first));
        }
    }

    // GLFW counts in the system's units, of which a pixel of the framebuffer may be a part.
    private void MovePointer(double x, double y)
    {
        Glfw.GetWindowSize(window, out int width, out int height);
        Glfw.GetFramebufferSize(window, out int pixelWidth, out int pixelHeight);
        pointerX = (float)(x * pixelWidth / Math.Max(1, width));
        pointerY = (float)(y * pixelHeight / Math.Max(1, height));
    }

    // GLFW tells the modifiers with keys and buttons, but not with the wheel.
    private Modifiers HeldModifiers() =>
        Held(340, Modifiers.Shift) | Held(341, Modifiers.Control) | Held(342, Modifiers.Alt) | Held(343, Modifiers.Super);

    // The right key's number is the left one's and 4.
    private Modifiers Held(int leftKey, Modifiers modifier) =>
        Glfw.GetKey(window, leftKey) == Glfw.Press || Glfw.GetKey(window, leftKey + 4) == Glfw.Press
            ? modifier
            : Modifiers.None;
}
