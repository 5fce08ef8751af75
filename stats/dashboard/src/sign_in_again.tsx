import { useModal } from './parts/dialog';
import { SignIn } from './sign_in';

// The form to sign in, over a view whose key was refused: it stays as it is, out of sight and out of reach, also where a
// dialog of its own is open.
export function SignInAgain() {
  const dialog = useModal();
  // A browser closes a dialog on the second Escape whatever it is told on the first.
  const closed = () => {
    if (dialog.current?.isConnected) dialog.current.showModal();
  };
  return (
    <dialog
      ref={dialog}
      class="sign-in-again"
      aria-label="Sign in"
      onCancel={(event) => event.preventDefault()}
      onClose={closed}
    >
      <SignIn />
    </dialog>
  );
}
